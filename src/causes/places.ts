import { code, type Prose, prose } from '../model/prose.ts';
import type { Elsewhere, PlaceId } from '../model/requirement.ts';
import { shown, shownList } from '../model/shown.ts';

type Item = Extract<Elsewhere, { readonly kind: 'own-place' }>;

/** What to do in a product's own settings for this. Total: each place has words. */
const WORDS: { readonly [Id in PlaceId]: (item: Item) => Prose } = {
  'apps-script-error': () =>
    prose`Check the deployment in Google Apps Script: “Who has access” must be “Anyone”, and the script
      must end without an error. Google adds the CORS headers itself, and a script cannot set any.`,
  'apps-script-options': () =>
    prose`Send the body as ${code('text/plain')} and add no other header, or ask from your own server.
      Google Apps Script cannot answer OPTIONS, and such a request needs no preflight request.`,
  fastmcp: ({ origin }) =>
    prose`Give the middleware to FastMCP itself: ${code('middleware=[Middleware(CORSMiddleware, …)]')}. Allow
      ${shown(origin)}, the methods ${code('GET')}, ${code('POST')} and ${code('DELETE')}, and the headers
      ${code('content-type')}, ${code('authorization')}, ${code('mcp-protocol-version')} and
      ${code('mcp-session-id')}. Add ${code('expose_headers=["mcp-session-id"]')}: an MCP client reads this
      header next.`,
  'firebase-option': ({ origin }) =>
    prose`Write the origin with its scheme in the function’s option, then deploy:
      ${shown(`onCall({ cors: ["${origin}"] }, …)`)}. A function made with ${code('onRequest')} has the same
      option.`,
  keycloak: ({ origin }) =>
    prose`Add ${shown(origin)} to “Web origins” of this client in Keycloak’s admin console: the address looks
      like Keycloak’s. Keycloak lets every preflight request pass, but then adds the CORS headers only for
      the origins in that list.`,
  'lambda-url': () =>
    prose`Take the CORS headers out of the function’s code, or remove the CORS settings of the function URL
      (${code('FunctionUrlConfig')}). Lambda adds its own lines to those of the code.`,
  'llama-server': ({ origin }) =>
    prose`Start llama-server with one origin: ${shown(`--cors-origins ${origin}`)}. It sends this value as one
      line, so a list never equals the page’s origin.`,
  'minio-console': () =>
    prose`Send the request to the port of MinIO’s S3 API (9000 unless it was changed). This port is the web
      console, which answers OPTIONS with an HTML page.`,
  'ollama-headers': ({ headers }) =>
    prose`Update Ollama: newer versions allow more headers. Or let the client leave the header out:
      ${shown(`defaultHeaders: { ${headers.map((name) => `'${name}': null`).join(', ')} }`)} in the options
      of ${code('new OpenAI')}.`,
  'ollama-origins': ({ origin }) =>
    prose`Set the environment variable ${shown(`OLLAMA_ORIGINS=${origin}`)} for Ollama, then restart it. The
      address looks like Ollama’s.`,
  r2: ({ origin, method, headers }) =>
    prose`Set the CORS policy of this bucket in the Cloudflare dashboard, under R2: ${code('AllowedOrigins')}
      ${shown(origin)}, ${code('AllowedMethods')} ${shown(method)}${
        headers.length === 0
          ? []
          : prose`, ${code('AllowedHeaders')}
              ${shownList(headers)}`
      }. A bucket runs no code that could add headers.`,
  'supabase-gateway': () =>
    prose`Send the user’s valid token in ${code('Authorization')}: Supabase’s gateway refused the request (401)
      before your function ran. Or set ${code('verify_jwt = false')} for this function, and check the caller
      inside it.`,
};

/** Where the page can be allowed instead of header lines, in a few sentences. */
export const placeProse = (item: Item): Prose => WORDS[item.place](item);
