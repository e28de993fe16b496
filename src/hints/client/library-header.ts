import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shownList } from '../../model/shown.ts';
import { insteadOf } from '../../servers/instead.ts';

/** A library that adds request headers of its own. */
type Sender = {
  readonly name: RegExp;
  /** Null: no library, but the page itself. */
  readonly sender: string | null;
  /** How the page stops it, after “or”. Null: the library does not work without it. */
  readonly stop: Prose | null;
  readonly docs: `https://${string}`;
};

const SENDERS: readonly Sender[] = [
  {
    name: /^x-stainless-|^openai-(beta|organization|project)$/,
    sender: phrase`the OpenAI or Anthropic package`.fr`le paquet OpenAI ou Anthropic`,
    stop: say`leave it out with ${code("defaultHeaders: { 'x-stainless-…': null }")} in the options of the client`
      .fr`omettez-le avec ${code("defaultHeaders: { 'x-stainless-…': null }")} dans les options du
      client`,
    docs: 'https://github.com/openai/openai-node#configuring-the-client',
  },
  {
    name: /^anthropic-(version|beta|dangerous-direct-browser-access)$/,
    sender: phrase`the Anthropic package`.fr`le paquet Anthropic`,
    stop: null,
    docs: 'https://github.com/anthropics/anthropic-sdk-typescript',
  },
  {
    name: /^(apikey|x-client-info|x-supabase-api-version)$/,
    sender: phrase`Supabase’s client`.fr`le client de Supabase`,
    stop: say`answer with ${code('corsHeaders')} of ${code('@supabase/supabase-js/cors')} in your
      Edge Function`.fr`répondez avec ${code('corsHeaders')} de
      ${code('@supabase/supabase-js/cors')} dans votre Edge Function`,
    docs: 'https://supabase.com/docs/guides/functions/cors',
  },
  {
    name: /^(mcp-(protocol-version|session-id)|last-event-id)$/,
    sender: phrase`an MCP client`.fr`un client MCP`,
    stop: null,
    docs: 'https://modelcontextprotocol.io/specification/latest/basic/transports',
  },
  {
    name: /^x-xsrf-token$/,
    sender: phrase`Axios or Angular`.fr`Axios ou Angular`,
    stop: say`stop it with ${code('withXSRFToken: false')} (Axios) or
      ${code('withNoXsrfProtection()')} (Angular)`.fr`évitez-le avec ${code('withXSRFToken: false')}
      (Axios) ou ${code('withNoXsrfProtection()')} (Angular)`,
    docs: 'https://axios-http.com/docs/req_config',
  },
  {
    name: /^x-requested-with$/,
    sender: phrase`Axios, as Laravel sets it up,`.fr`Axios, tel que Laravel le configure,`,
    stop: say`remove ${code("axios.defaults.headers.common['X-Requested-With']")}`.fr`retirez
      ${code("axios.defaults.headers.common['X-Requested-With']")}`,
    docs: 'https://axios-http.com/docs/config_defaults',
  },
  {
    name: /^hx-(request|current-url|target|trigger|trigger-name|boosted|prompt|history-restore-request)$/,
    sender: 'htmx',
    stop: say`delete it from ${code('event.detail.headers')} at the event
      ${code('htmx:configRequest')}`.fr`supprimez-le de ${code('event.detail.headers')} lors de
      l’événement ${code('htmx:configRequest')}`,
    docs: 'https://htmx.org/events/#htmx:configRequest',
  },
  {
    name: /^(turbo-frame|x-turbo-request-id)$/,
    sender: 'Turbo',
    stop: say`turn Turbo off for this link or form with ${code('data-turbo="false"')}`.fr`désactivez
      Turbo pour ce lien ou ce formulaire avec ${code('data-turbo="false"')}`,
    docs: 'https://turbo.hotwired.dev/reference/attributes',
  },
  {
    name: /^apollographql-client-(name|version)$/,
    sender: 'Apollo Client',
    stop: say`leave the client’s ${code('name')} and ${code('version')} out of the options of
      ${code('ApolloClient')}`.fr`omettez ${code('name')} et ${code('version')} du client dans les
      options de ${code('ApolloClient')}`,
    docs: 'https://www.apollographql.com/docs/react/api/core/ApolloClient',
  },
  {
    name: /^(apollo-require-preflight|x-apollo-operation-name)$/,
    sender: phrase`a client of Apollo Server`.fr`un client d’Apollo Server`,
    stop: say`send JSON, for which Apollo Server does not need it`.fr`envoyez du JSON, pour lequel
      Apollo Server n’en a pas besoin`,
    docs: 'https://www.apollographql.com/docs/apollo-server/security/cors',
  },
  {
    name: /^(x-grpc-web|grpc-timeout|x-user-agent|connect-protocol-version|connect-timeout-ms)$/,
    sender: phrase`gRPC-Web or Connect`.fr`gRPC-Web ou Connect`,
    stop: null,
    docs: 'https://connectrpc.com/docs/cors/',
  },
  {
    name: /^x-inertia(-|$)/,
    sender: 'Inertia',
    stop: say`use a plain link or ${code('fetch')}: Inertia visits only pages of its own server`
      .fr`utilisez un lien simple ou ${code('fetch')} : Inertia ne visite que des pages de son
      propre serveur`,
    docs: 'https://inertiajs.com/docs/v2/core-concepts/the-protocol',
  },
  {
    name: /^(tus-resumable|upload-(length|offset|metadata|defer-length|concat|checksum))$/,
    sender: phrase`a tus upload client`.fr`un client d’envoi tus`,
    stop: null,
    docs: 'https://tus.io/protocols/resumable-upload',
  },
  {
    name: /^x-amz-(sdk-checksum-algorithm|checksum-[a-z0-9]+)$/,
    sender: phrase`the AWS SDK (since version 3.729)`.fr`le SDK AWS (depuis la version 3.729)`,
    stop: say`set ${code("requestChecksumCalculation: 'WHEN_REQUIRED'")} in the options of
      ${code('S3Client')}`.fr`réglez ${code("requestChecksumCalculation: 'WHEN_REQUIRED'")} dans les
      options de ${code('S3Client')}`,
    docs: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html',
  },
  {
    name: /^(amz-sdk-(invocation-id|request)|x-amz-(user-agent|content-sha256|date|security-token|target))$/,
    sender: phrase`the AWS SDK`.fr`le SDK AWS`,
    stop: null,
    docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html',
  },
  {
    name: /^(x-firebase-(appcheck|gmpid|client)|firebase-instance-id-token|x-goog-api-client)$/,
    sender: phrase`Firebase’s client`.fr`le client de Firebase`,
    stop: null,
    docs: 'https://firebase.google.com/docs/functions/callable-reference',
  },
  {
    name: /^x-(?:grafana-(?:device-id|org-id|nocache)|dashboard-(?:id|uid|title)|panel-(?:id|plugin-id|title)|datasource-uid|plugin-id|query-group-id|cache-skip)$/,
    sender: 'Grafana',
    stop: say`let Grafana’s server send the request: set Access of the data source to
      ${code('Server')} (${code('access: proxy')})`.fr`faites envoyer la requête par le serveur de
      Grafana : réglez Access de la source de données sur ${code('Server')}
      (${code('access: proxy')})`,
    docs: 'https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources',
  },
  {
    name: /^(cache-control|pragma|expires)$/,
    sender: null,
    stop: say`remove it and write ${code("cache: 'no-store'")} in the options of ${code('fetch')}`
      .fr`retirez-le et écrivez ${code("cache: 'no-store'")} dans les options de ${code('fetch')}`,
    docs: 'https://developer.mozilla.org/docs/Web/API/Request/cache',
  },
];

/** The name of a library that adds a request header on its own. */
const senderOf = (name: string): Sender | undefined =>
  SENDERS.find((one) => one.name.test(name.toLowerCase()));

/** A library in the page adds request headers that the server does not allow. */
export const libraryHeader: HintRule = {
  id: 'library-header',
  detect: (context) => {
    const [first] = context.evaluation.findings;
    // A server that allows no page has not come so far, and a room knows its own headers.
    if (first?.cause !== 'header-not-allowed' || insteadOf(context).length > 0) return null;
    const refused = first.evidence.headers;
    const sender = refused.map(senderOf).find((one) => one !== undefined);
    if (sender === undefined) return null;
    const own = refused.filter((name) => senderOf(name) === sender);
    const headers = shownList(own);
    const many = own.length > 1;
    const who = whoAdds(sender.sender, many);
    const needed = many
      ? phrase`It does not work without them.`.fr`Il ne fonctionne pas sans eux.`
      : phrase`It does not work without it.`.fr`Il ne fonctionne pas sans lui.`;
    return {
      confidence: 0.9,
      text:
        sender.stop === null
          ? say`Let the server allow ${headers}. ${who} ${needed}`
              .fr`Autorisez ${headers} sur le serveur. ${who} ${needed}`
          : say`Let the server allow ${headers}, or ${sender.stop}. ${who}`
              .fr`Autorisez ${headers} sur le serveur, ou ${sender.stop}. ${who}`,
      docs: sender.docs,
    };
  },
};

function whoAdds(sender: string | null, many: boolean): string {
  if (sender !== null) {
    return many
      ? phrase`Probably ${sender} adds them, not your own code.`
          .fr`C’est probablement ${sender} qui les ajoute, et non votre code.`
      : phrase`Probably ${sender} adds it, not your own code.`
          .fr`C’est probablement ${sender} qui l’ajoute, et non votre code.`;
  }
  return many
    ? phrase`On a request, these headers only cause a preflight request.`
        .fr`Dans une requête, ces en-têtes ne font que déclencher une requête préliminaire.`
    : phrase`On a request, this header only causes a preflight request.`
        .fr`Dans une requête, cet en-tête ne fait que déclencher une requête préliminaire.`;
}
