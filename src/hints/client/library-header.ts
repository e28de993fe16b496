import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
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
    sender: 'the OpenAI or Anthropic package',
    stop: prose`leave it out with ${code("defaultHeaders: { 'x-stainless-…': null }")} in the options of the client`,
    docs: 'https://github.com/openai/openai-node#configuring-the-client',
  },
  {
    name: /^anthropic-(version|beta|dangerous-direct-browser-access)$/,
    sender: 'the Anthropic package',
    stop: null,
    docs: 'https://github.com/anthropics/anthropic-sdk-typescript',
  },
  {
    name: /^(apikey|x-client-info|x-supabase-api-version)$/,
    sender: 'Supabase’s client',
    stop: prose`answer with ${code('corsHeaders')} of ${code('@supabase/supabase-js/cors')} in your
      Edge Function`,
    docs: 'https://supabase.com/docs/guides/functions/cors',
  },
  {
    name: /^(mcp-(protocol-version|session-id)|last-event-id)$/,
    sender: 'an MCP client',
    stop: null,
    docs: 'https://modelcontextprotocol.io/specification/latest/basic/transports',
  },
  {
    name: /^x-xsrf-token$/,
    sender: 'Axios or Angular',
    stop: prose`stop it with ${code('withXSRFToken: false')} (Axios) or
      ${code('withNoXsrfProtection()')} (Angular)`,
    docs: 'https://axios-http.com/docs/req_config',
  },
  {
    name: /^x-requested-with$/,
    sender: 'Axios, as Laravel sets it up,',
    stop: prose`remove ${code("axios.defaults.headers.common['X-Requested-With']")}`,
    docs: 'https://axios-http.com/docs/config_defaults',
  },
  {
    name: /^hx-(request|current-url|target|trigger|trigger-name|boosted|prompt|history-restore-request)$/,
    sender: 'htmx',
    stop: prose`delete it from ${code('event.detail.headers')} at the event
      ${code('htmx:configRequest')}`,
    docs: 'https://htmx.org/events/#htmx:configRequest',
  },
  {
    name: /^(turbo-frame|x-turbo-request-id)$/,
    sender: 'Turbo',
    stop: prose`turn Turbo off for this link or form with ${code('data-turbo="false"')}`,
    docs: 'https://turbo.hotwired.dev/reference/attributes',
  },
  {
    name: /^apollographql-client-(name|version)$/,
    sender: 'Apollo Client',
    stop: prose`leave the client’s ${code('name')} and ${code('version')} out of the options of
      ${code('ApolloClient')}`,
    docs: 'https://www.apollographql.com/docs/react/api/core/ApolloClient',
  },
  {
    name: /^(apollo-require-preflight|x-apollo-operation-name)$/,
    sender: 'a client of Apollo Server',
    stop: prose`send JSON, for which Apollo Server does not need it`,
    docs: 'https://www.apollographql.com/docs/apollo-server/security/cors',
  },
  {
    name: /^(x-grpc-web|grpc-timeout|x-user-agent|connect-protocol-version|connect-timeout-ms)$/,
    sender: 'gRPC-Web or Connect',
    stop: null,
    docs: 'https://connectrpc.com/docs/cors/',
  },
  {
    name: /^x-inertia(-|$)/,
    sender: 'Inertia',
    stop: prose`use a plain link or ${code('fetch')}: Inertia visits only pages of its own server`,
    docs: 'https://inertiajs.com/docs/v2/core-concepts/the-protocol',
  },
  {
    name: /^(tus-resumable|upload-(length|offset|metadata|defer-length|concat|checksum))$/,
    sender: 'a tus upload client',
    stop: null,
    docs: 'https://tus.io/protocols/resumable-upload',
  },
  {
    name: /^x-amz-(sdk-checksum-algorithm|checksum-[a-z0-9]+)$/,
    sender: 'the AWS SDK (since version 3.729)',
    stop: prose`set ${code("requestChecksumCalculation: 'WHEN_REQUIRED'")} in the options of
      ${code('S3Client')}`,
    docs: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html',
  },
  {
    name: /^(amz-sdk-(invocation-id|request)|x-amz-(user-agent|content-sha256|date|security-token|target))$/,
    sender: 'the AWS SDK',
    stop: null,
    docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html',
  },
  {
    name: /^(x-firebase-(appcheck|gmpid|client)|firebase-instance-id-token|x-goog-api-client)$/,
    sender: 'Firebase’s client',
    stop: null,
    docs: 'https://firebase.google.com/docs/functions/callable-reference',
  },
  {
    name: /^(cache-control|pragma|expires)$/,
    sender: null,
    stop: prose`remove it and write ${code("cache: 'no-store'")} in the options of ${code('fetch')}`,
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
    const them = own.length > 1 ? 'them' : 'it';
    const who =
      sender.sender === null
        ? prose`On a request, ${them === 'it' ? 'this header' : 'these headers'} only cause a
            preflight request.`
        : prose`Probably ${sender.sender} adds ${them}, not your own code.`;
    return {
      confidence: 0.9,
      text:
        sender.stop === null
          ? prose`Let the server allow ${shownList(own)}. ${who} It does not work without ${them}.`
          : prose`Let the server allow ${shownList(own)}, or ${sender.stop}. ${who}`,
      docs: sender.docs,
    };
  },
};
