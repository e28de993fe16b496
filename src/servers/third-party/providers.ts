import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';

/** Somebody else's service: nobody who uses it can set its headers. */
export type Provider = {
  readonly host: RegExp;
  /** Only below this path; absent: everywhere. */
  readonly path?: RegExp;
  readonly name: string;
  /** Its own way for pages: an address that allows them, a script or an option. */
  readonly way?: Prose;
};

/** The most specific first. */
export const PROVIDERS: readonly Provider[] = [
  {
    host: /^maps\.googleapis\.com$/,
    path: /^\/maps\/api\/(?!js)/,
    name: 'Google Maps',
    way: say`Load the Maps JavaScript API, and call its own services (such as
      ${code('google.maps.Geocoder')}). This web service is for servers.`
      .fr`Chargez l’API Maps JavaScript, et appelez ses propres services (comme
      ${code('google.maps.Geocoder')}). Ce service web est fait pour les serveurs.`,
  },
  {
    host: /^(?:accounts\.google\.com|oauth2\.googleapis\.com)$/,
    name: 'Google',
    way: say`Sign in with the script of Google Identity Services
      (${code('google.accounts.oauth2')}). Exchange codes with a secret on your own server.`
      .fr`Connectez les utilisateurs avec le script de Google Identity Services
      (${code('google.accounts.oauth2')}). Échangez les codes à l’aide d’un secret, sur votre propre
      serveur.`,
  },
  {
    host: /^docs\.google\.com$/,
    path: /^\/forms\//,
    name: 'Google Forms',
    way: say`Send it with ${code("mode: 'no-cors'")}, or submit a form into a hidden frame. Google takes
      the answers, but no page may read the response.`
      .fr`Envoyez-la avec ${code("mode: 'no-cors'")}, ou soumettez un formulaire dans un cadre caché.
      Google prend les réponses, mais aucune page ne peut lire la réponse du serveur.`,
  },
  {
    host: /^(?:drive|docs)\.google\.com$/,
    name: 'Google',
    way: say`Read a file through the Drive API:
      ${code('https://www.googleapis.com/drive/v3/files/ID?alt=media')} with a key or token. It
      allows pages.`.fr`Lisez un fichier avec l’API Drive :
      ${code('https://www.googleapis.com/drive/v3/files/ID?alt=media')} avec une clé ou un jeton.
      Elle autorise les pages.`,
  },
  {
    host: /^storage\.cloud\.google\.com$/,
    name: 'Google Cloud Storage',
    way: say`Download from ${code('storage.googleapis.com')}. This address needs a login, and never
      allows CORS.`
      .fr`Téléchargez depuis ${code('storage.googleapis.com')}. Cette adresse-ci exige de se
      connecter, et n’autorise jamais CORS.`,
  },
  {
    host: /^(?:www\.)?youtube\.com$/,
    name: 'YouTube',
    way: say`Embed the player with the IFrame API, or call ${code('www.googleapis.com/youtube/v3')}
      with a key.`
      .fr`Intégrez le lecteur avec l’API IFrame, ou appelez ${code('www.googleapis.com/youtube/v3')}
      avec une clé.`,
  },
  {
    host: /^(?:(?:www|news|play|suggestqueries|translate|finance)\.)?google\.com$/,
    name: 'Google',
  },
  {
    host: /^(?:www\.)?github\.com$/,
    path: /^\/login\//,
    name: 'GitHub',
    way: say`Exchange the code for a token on your own server: it needs the client’s secret.`
      .fr`Échangez le code contre un jeton sur votre propre serveur : il y faut le secret du
      client.`,
  },
  {
    host: /^(?:www\.)?github\.com$|^(?:release-assets|objects)\.githubusercontent\.com$/,
    path: /^\/(?:[^/]+\/[^/]+\/releases\/|github-production-release-asset)/,
    name: 'GitHub',
    way: say`Put the file on your own server or into the repository, or fetch it from your own server:
      files of releases never allow pages. A link may download them.`
      .fr`Mettez le fichier sur votre propre serveur ou dans le dépôt, ou récupérez-le depuis votre
      propre serveur : les fichiers des publications n’autorisent jamais les pages. Un lien peut les
      télécharger.`,
  },
  {
    host: /^(?:www\.)?github\.com$/,
    name: 'GitHub',
    way: say`Request ${code('api.github.com')} or ${code('raw.githubusercontent.com')}: both allow
      pages.`
      .fr`Envoyez la requête à ${code('api.github.com')} ou à ${code('raw.githubusercontent.com')} :
      les deux autorisent les pages.`,
  },
  {
    host: /^(?:www\.)?gitlab\.com$/,
    path: /^\/(?!api\/|oauth\/token)/,
    name: 'GitLab',
    way: say`Request its API below ${code('https://gitlab.com/api/v4/')}, which allows pages.`
      .fr`Envoyez la requête à son API sous ${code('https://gitlab.com/api/v4/')}, qui autorise les
      pages.`,
  },
  {
    host: /^login\.live\.com$|^(?:www\.)?(?:office|live)\.com$|^1drv\.ms$|^onedrive\.live\.com$/,
    name: 'Microsoft',
  },
  {
    host: /^checkout\.stripe\.com$/,
    name: 'Stripe',
    way: say`Navigate to the address of the checkout session, as with
      ${code('location.assign(session.url)')}.`
      .fr`Naviguez vers l’adresse de la session de paiement, par exemple avec
      ${code('location.assign(session.url)')}.`,
  },
  {
    host: /^api\.stripe\.com$/,
    name: 'Stripe',
    way: say`Use Stripe.js with the publishable key. Calls with a secret key belong on your own
      server.`
      .fr`Utilisez Stripe.js avec la clé publiable. Les appels avec une clé secrète doivent partir
      de votre propre serveur.`,
  },
  {
    host: /^(?:api|api-m|www)(?:\.sandbox)?\.paypal\.com$/,
    name: 'PayPal',
    way: say`Use PayPal’s JavaScript SDK. Create and capture orders on your own server.`
      .fr`Utilisez le SDK JavaScript de PayPal. Créez et capturez les commandes sur votre propre
      serveur.`,
  },
  {
    host: /^api\.razorpay\.com$/,
    name: 'Razorpay',
    way: say`Use Razorpay’s checkout script. Create orders on your own server.`
      .fr`Utilisez le script de paiement de Razorpay. Créez les commandes sur votre propre
      serveur.`,
  },
  {
    host: /^connect\.squareup(?:sandbox)?\.com$/,
    name: 'Square',
    way: say`Use the Web Payments SDK in the page, and take payments on your own server.`
      .fr`Utilisez le Web Payments SDK dans la page, et encaissez les paiements sur votre propre
      serveur.`,
  },
  {
    host: /^api\.(?:mollie|paystack|flutterwave|adyen)\.(?:com|co)$/,
    name: phrase`the payment service`.fr`le service de paiement`,
  },
  {
    host: /^api\.anthropic\.com$/,
    name: 'Anthropic',
    way: say`Ask from your own server, so that the key stays secret. Anthropic allows a page only if
      it sends ${code('anthropic-dangerous-direct-browser-access: true')}. Its package does so with
      ${code('dangerouslyAllowBrowser: true')}.`
      .fr`Faites la demande depuis votre propre serveur, pour que la clé reste secrète. Anthropic
      n’autorise une page que si elle envoie
      ${code('anthropic-dangerous-direct-browser-access: true')}. Son paquet le fait avec
      ${code('dangerouslyAllowBrowser: true')}.`,
  },
  {
    host: /^api\.(?:deepseek|perplexity|cohere|replicate|together|x)\.(?:com|ai|xyz)$/,
    name: phrase`the AI service`.fr`le service d’IA`,
  },
  {
    host: /^(?:www|m|web)\.facebook\.com$|^graph\.instagram\.com$|^api\.instagram\.com$/,
    name: 'Meta',
    way: say`Use Facebook’s JavaScript SDK, or call ${code('graph.facebook.com')} from your own
      server.`
      .fr`Utilisez le SDK JavaScript de Facebook, ou appelez ${code('graph.facebook.com')} depuis
      votre propre serveur.`,
  },
  { host: /^(?:www\.)?instagram\.com$/, name: 'Instagram' },
  { host: /^(?:api\.)?(?:twitter|x)\.com$/, name: 'X' },
  { host: /^(?:www|api)\.linkedin\.com$/, name: 'LinkedIn' },
  { host: /^(?:www\.tiktok\.com|open\.tiktokapis\.com)$/, name: 'TikTok' },
  { host: /^(?:www|old|oauth)\.reddit\.com$/, name: 'Reddit' },
  { host: /^(?:www|api)\.pinterest\.com$/, name: 'Pinterest' },
  { host: /^(?:api|hooks)\.slack\.com$|^(?:www\.)?slack\.com$/, name: 'Slack' },
  { host: /^api\.telegram\.org$|^t\.me$/, name: 'Telegram' },
  {
    host: /^(?:www\.)?discord\.com$/,
    path: /^\/(?:api\/(?:v\d+\/)?oauth2|oauth2)\//,
    name: 'Discord',
  },
  {
    host: /^accounts\.spotify\.com$/,
    name: 'Spotify',
    way: say`Sign in with PKCE: navigate to ${code('/authorize')}, then request
      ${code('/api/token')} without a secret.`
      .fr`Connectez-vous avec PKCE : naviguez vers ${code('/authorize')}, puis appelez
      ${code('/api/token')} sans secret.`,
  },
  {
    host: /^(?:[a-z-]+\.)?(?:wikipedia|wikimedia|wiktionary)\.org$|^www\.wikidata\.org$/,
    path: /^\/w\/api\.php$/,
    name: 'Wikipedia',
    way: say`Add ${code('origin=*')} to the address: then Wikipedia allows every page, without
      cookies.`
      .fr`Ajoutez ${code('origin=*')} à l’adresse : Wikipédia autorise alors toutes les pages, sans
      cookies.`,
  },
  {
    host: /^www\.dropbox\.com$/,
    name: 'Dropbox',
    way: say`Write ${code('dl.dropboxusercontent.com')} instead of ${code('www.dropbox.com')} in a
      shared link: that host allows pages.`
      .fr`Écrivez ${code('dl.dropboxusercontent.com')} au lieu de ${code('www.dropbox.com')} dans un
      lien partagé : cet hôte autorise les pages.`,
  },
  { host: /^api\.notion\.com$/, name: 'Notion' },
  {
    host: /^[a-z0-9-]+\.myshopify\.com$/,
    path: /^\/admin\//,
    name: 'Shopify',
    way: say`Call the Admin API from your own server: its token must stay secret. A page may use the
      Storefront API with a public token.`
      .fr`Appelez l’API Admin depuis votre propre serveur : son jeton doit rester secret. Une page
      peut utiliser l’API Storefront avec un jeton public.`,
  },
  { host: /^pro-api\.coinmarketcap\.com$/, name: 'CoinMarketCap' },
  {
    host: /^dev\.azure\.com$|^[a-z0-9-]+(?:\.vssps)?\.visualstudio\.com$/,
    name: 'Azure DevOps',
  },
  {
    host: /^bitbucket\.org$/,
    name: 'Bitbucket',
    way: say`Request ${code('api.bitbucket.org')}, which allows pages. Exchange codes and secrets for
      a token on your own server.`
      .fr`Envoyez la requête à ${code('api.bitbucket.org')}, qui autorise les pages. Échangez codes et
      secrets contre un jeton sur votre propre serveur.`,
  },
  { host: /^api\.yelp\.com$/, name: 'Yelp' },
  { host: /^api\.igdb\.com$/, name: 'IGDB' },
  { host: /^[a-z0-9]+\.api\.riotgames\.com$/, name: 'Riot Games' },
  {
    host: /^api\.deezer\.com$/,
    name: 'Deezer',
    way: say`Add ${code('output=jsonp')} to the address and load it as a script, or ask from your own
      server.`
      .fr`Ajoutez ${code('output=jsonp')} à l’adresse et chargez-la comme script, ou faites la demande
      depuis votre propre serveur.`,
  },
  { host: /^(?:api\.)?zoom\.us$/, name: 'Zoom' },
  {
    host: /\.list-manage\.com$/,
    name: 'Mailchimp',
    way: say`Submit the form by navigation, or load ${code('/subscribe/post-json?…&c=callback')} as a
      script. Its answers never allow pages.`.fr`Soumettez le formulaire par navigation, ou chargez
      ${code('/subscribe/post-json?…&c=callback')} comme script. Ses réponses n’autorisent jamais les
      pages.`,
  },
  { host: /^hooks\.zapier\.com$/, name: 'Zapier' },
  // A domain of one's own, and yet without any setting for CORS.
  {
    host: /\.(?:es|aoss)\.amazonaws\.com$/,
    name: 'Amazon OpenSearch Service',
    way: say`Ask through your own server or an API Gateway. Amazon OpenSearch Service has no setting for
      CORS, and its signatures need a secret.`
      .fr`Faites la demande par votre propre serveur ou une API Gateway. Amazon OpenSearch Service n’a
      pas de réglage pour CORS, et ses signatures exigent un secret.`,
  },
  {
    host: /^newsapi\.org$/,
    name: 'NewsAPI',
    way: say`Ask from your own server. The free plan of NewsAPI allows only pages on
      ${code('localhost')}.`
      .fr`Faites la demande depuis votre propre serveur. L’offre gratuite de NewsAPI n’autorise que
      les pages sur ${code('localhost')}.`,
  },
  {
    host: /^(?:cdn|preview|images|assets)\.(?:contentful\.com|ctfassets\.net)$/,
    name: 'Contentful',
  },
  { host: /^api\.hubapi\.com$/, name: 'HubSpot' },
  { host: /^[a-z]{2}\d+\.api\.mailchimp\.com$/, name: 'Mailchimp' },
  {
    host: /^api\.sendgrid\.com$|^api\.mailgun\.net$|^api\.brevo\.com$|^api\.resend\.com$/,
    name: phrase`the mail service`.fr`le service de messagerie`,
  },
  { host: /^api\.twilio\.com$/, name: 'Twilio' },
  { host: /^[a-z0-9-]+\.atlassian\.net$|^api\.atlassian\.com$/, name: 'Atlassian' },
  { host: /^api(?:-free)?\.deepl\.com$/, name: 'DeepL' },
  { host: /^query[12]\.finance\.yahoo\.com$|^finance\.yahoo\.com$/, name: 'Yahoo' },
  { host: /^(?:api\.steampowered|store\.steampowered|steamcommunity)\.com$/, name: 'Steam' },
  { host: /^(?:www\.)?amazon\.(?:com|de|co\.uk|fr|it|es|co\.jp|in)$/, name: 'Amazon' },
];

/** The service at an address; null if it may be anybody's. */
export const providerOf = ({ protocol, hostname, pathname }: URL): Provider | null =>
  protocol === 'https:' || protocol === 'http:'
    ? (PROVIDERS.find(
        ({ host, path }) => host.test(hostname) && (path === undefined || path.test(pathname)),
      ) ?? null)
    : null;
