import { code, type Prose, prose } from '../../model/prose.ts';

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
    way: prose`Load the Maps JavaScript API, and call its own services (such as
      ${code('google.maps.Geocoder')}). This web service is for servers.`,
  },
  {
    host: /^(?:accounts\.google\.com|oauth2\.googleapis\.com)$/,
    name: 'Google',
    way: prose`Sign in with the script of Google Identity Services (${code('google.accounts.oauth2')}).
      Exchange codes with a secret on your own server.`,
  },
  {
    host: /^(?:drive|docs)\.google\.com$/,
    name: 'Google',
    way: prose`Read a file through the Drive API:
      ${code('https://www.googleapis.com/drive/v3/files/ID?alt=media')} with a key or token. It allows
      pages.`,
  },
  {
    host: /^storage\.cloud\.google\.com$/,
    name: 'Google Cloud Storage',
    way: prose`Download from ${code('storage.googleapis.com')}. This address needs a login, and never
      allows CORS.`,
  },
  {
    host: /^(?:www\.)?youtube\.com$/,
    name: 'YouTube',
    way: prose`Embed the player with the IFrame API, or call ${code('www.googleapis.com/youtube/v3')}
      with a key.`,
  },
  {
    host: /^(?:(?:www|news|play|suggestqueries|translate|finance)\.)?google\.com$/,
    name: 'Google',
  },
  {
    host: /^(?:www\.)?github\.com$/,
    path: /^\/login\//,
    name: 'GitHub',
    way: prose`Exchange the code for a token on your own server: it needs the client’s secret.`,
  },
  {
    host: /^(?:www\.)?github\.com$/,
    name: 'GitHub',
    way: prose`Request ${code('api.github.com')} or ${code('raw.githubusercontent.com')}: both allow
      pages.`,
  },
  {
    host: /^(?:www\.)?gitlab\.com$/,
    path: /^\/(?!api\/|oauth\/token)/,
    name: 'GitLab',
    way: prose`Request its API below ${code('https://gitlab.com/api/v4/')}, which allows pages.`,
  },
  {
    host: /^login\.live\.com$|^(?:www\.)?(?:office|live)\.com$|^1drv\.ms$|^onedrive\.live\.com$/,
    name: 'Microsoft',
  },
  {
    host: /^checkout\.stripe\.com$/,
    name: 'Stripe',
    way: prose`Navigate to the address of the checkout session, as with
      ${code('location.assign(session.url)')}.`,
  },
  {
    host: /^api\.stripe\.com$/,
    name: 'Stripe',
    way: prose`Use Stripe.js with the publishable key. Calls with a secret key belong on your own
      server.`,
  },
  {
    host: /^(?:api|api-m|www)(?:\.sandbox)?\.paypal\.com$/,
    name: 'PayPal',
    way: prose`Use PayPal’s JavaScript SDK. Create and capture orders on your own server.`,
  },
  {
    host: /^api\.razorpay\.com$/,
    name: 'Razorpay',
    way: prose`Use Razorpay’s checkout script. Create orders on your own server.`,
  },
  {
    host: /^connect\.squareup(?:sandbox)?\.com$/,
    name: 'Square',
    way: prose`Use the Web Payments SDK in the page, and take payments on your own server.`,
  },
  { host: /^api\.(?:mollie|paystack|flutterwave|adyen)\.(?:com|co)$/, name: 'the payment service' },
  {
    host: /^api\.anthropic\.com$/,
    name: 'Anthropic',
    way: prose`Ask from your own server, so that the key stays secret. Anthropic allows a page only if
      it sends ${code('anthropic-dangerous-direct-browser-access: true')}.`,
  },
  {
    host: /^api\.(?:deepseek|perplexity|cohere|replicate|together|x)\.(?:com|ai|xyz)$/,
    name: 'the AI service',
  },
  {
    host: /^(?:www|m|web)\.facebook\.com$|^graph\.instagram\.com$|^api\.instagram\.com$/,
    name: 'Meta',
    way: prose`Use Facebook’s JavaScript SDK, or call ${code('graph.facebook.com')} from your own server.`,
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
    way: prose`Sign in with PKCE: navigate to ${code('/authorize')}, then request
      ${code('/api/token')} without a secret.`,
  },
  {
    host: /^(?:[a-z-]+\.)?(?:wikipedia|wikimedia|wiktionary)\.org$|^www\.wikidata\.org$/,
    path: /^\/w\/api\.php$/,
    name: 'Wikipedia',
    way: prose`Add ${code('origin=*')} to the address: then Wikipedia allows every page, without
      cookies.`,
  },
  {
    host: /^www\.dropbox\.com$/,
    name: 'Dropbox',
    way: prose`Write ${code('dl.dropboxusercontent.com')} instead of ${code('www.dropbox.com')} in a
      shared link: that host allows pages.`,
  },
  { host: /^api\.notion\.com$/, name: 'Notion' },
  {
    host: /^[a-z0-9-]+\.myshopify\.com$/,
    path: /^\/admin\//,
    name: 'Shopify',
    way: prose`Call the Admin API from your own server: its token must stay secret. A page may use the
      Storefront API with a public token.`,
  },
  { host: /^pro-api\.coinmarketcap\.com$/, name: 'CoinMarketCap' },
  {
    host: /^(?:cdn|preview|images|assets)\.(?:contentful\.com|ctfassets\.net)$/,
    name: 'Contentful',
  },
  { host: /^api\.hubapi\.com$/, name: 'HubSpot' },
  { host: /^[a-z]{2}\d+\.api\.mailchimp\.com$/, name: 'Mailchimp' },
  {
    host: /^api\.sendgrid\.com$|^api\.mailgun\.net$|^api\.brevo\.com$|^api\.resend\.com$/,
    name: 'the mail service',
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
