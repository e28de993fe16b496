import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatted } from '../cli/formats.ts';
import { plainTextInTurn } from '../export/plain-text.ts';
import { parseHar } from '../har/parse-har.ts';
import { plainText } from '../model/prose.ts';
import { allAtOnce } from '../model/work.ts';
import { snippetText } from '../servers/kit/stack.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';

/**
 * What people really ask, as small files: rebuilt from the facts of public reports, and variants of
 * the same kinds. Hosts and names are invented.
 */
const FOLDER = join(import.meta.dirname, '../har/testing/reports');

/** The blocked or failed exchange, or the first one if there is none. */
function diagnosed(file: string): Diagnosis {
  const text = readFileSync(join(FOLDER, `${file}.har`), 'utf8');
  const { exchanges, browser } = parseHar(text);
  const all = exchanges.map((exchange) => diagnose(exchange, { browser, exchanges }));
  const found = all.find(({ evaluation }) => evaluation.verdict !== 'allowed') ?? all[0];
  if (found === undefined) throw new Error(`${file}.har: CORS applies to none of its entries`);
  return found;
}

/**
 * Everything that is shown at first: the reason, what to do, the most likely fix and its evidence.
 */
function said({ title, headline, why, elsewhere, remedies, hints }: Diagnosis): string {
  const [fix] = remedies;
  const words = [headline, why, ...elsewhere, ...hints.map(({ text }) => text)].map(plainText);
  const snippets = (fix?.remedy.snippets ?? []).flatMap((snippet) => [
    snippet.file,
    plainText(snippet.place),
    snippetText(snippet),
  ]);
  return [title, ...words, ...snippets].join('\n');
}

type Expected = {
  readonly verdict: 'allowed' | 'blocked' | 'undetermined';
  readonly cause: string | null;
  /** The id of the first one. */
  readonly hint: string | null;
  /** The id of the server whose settings are printed; null if none are. */
  readonly fix: string | null;
  readonly says: readonly string[];
  readonly never: readonly string[];
};

const HEADER_LINES = ['HTTP/1.1 204 No Content', 'Vary: Origin'];

const ROWS: readonly (readonly [sentence: string, file: string, Expected])[] = [
  [
    'my MCP client cannot post to FastMCP, OPTIONS gets 405',
    'mcp-client-to-fastmcp',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'fastmcp',
      says: ['middleware=[', 'CORSMiddleware', 'DELETE', 'expose_headers=["mcp-session-id"]'],
      never: ['app.add_middleware(', 'app = CORSMiddleware(', ...HEADER_LINES],
    },
  ],
  [
    'I gave llama-server two origins and now neither works',
    'llama-server-list',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: null,
      fix: 'llama-server',
      says: ["--cors-origins 'http://localhost:8042'"],
      never: ['layer', 'Firefox', ...HEADER_LINES],
    },
  ],
  [
    'the OpenAI package in my page cannot ask Ollama',
    'ollama-client-header',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: null,
      fix: null,
      says: ['Update Ollama', "defaultHeaders: { 'x-stainless-timeout': null }"],
      never: ['corsConfig', 'gin-contrib'],
    },
  ],
  [
    'Ollama answers my page with 403',
    'ollama-origins',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'ollama',
      says: ['OLLAMA_ORIGINS=https://shop.example'],
      never: ['corsConfig', 'before the CORS code', ...HEADER_LINES],
    },
  ],
  [
    'since Chrome 142 my page cannot reach localhost',
    'local-network-unnamed',
    {
      verdict: 'undetermined',
      cause: null,
      hint: 'local-network-permission',
      fix: null,
      says: ['Probably the browser protects the local network', 'site settings', 'permission'],
      never: HEADER_LINES,
    },
  ],
  [
    'my page cannot reach localhost, and Chrome names the reason',
    'local-network-named',
    {
      verdict: 'blocked',
      cause: 'local-network-access-denied',
      hint: null,
      fix: null,
      says: ['permission to reach the local network'],
      never: HEADER_LINES,
    },
  ],
  [
    'my page cannot reach localhost with a preflight request',
    'local-network-preflight',
    {
      verdict: 'blocked',
      cause: 'local-network-access-denied',
      hint: null,
      fix: null,
      says: ['permission to reach the local network'],
      never: HEADER_LINES,
    },
  ],
  [
    'my web shop cannot reach the printer in the shop',
    'printer-in-the-local-network',
    {
      verdict: 'undetermined',
      cause: null,
      hint: 'local-network-permission',
      fix: null,
      says: ['Probably the browser protects the local network'],
      never: HEADER_LINES,
    },
  ],
  [
    'an http page on the internet requests this machine',
    'local-network-insecure-page',
    {
      verdict: 'undetermined',
      cause: null,
      hint: 'local-network-permission',
      fix: null,
      says: ['Serve the page over https'],
      never: ['site settings', ...HEADER_LINES],
    },
  ],
  [
    'a page on this machine requests this machine, and something stops it',
    'local-page-refused',
    {
      verdict: 'undetermined',
      cause: null,
      hint: null,
      fix: null,
      says: ['Repeat the request'],
      never: ['local network'],
    },
  ],
  [
    'my Supabase function answers OPTIONS, and then 401',
    'supabase-gateway-401',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['valid token', 'verify_jwt = false'],
      never: HEADER_LINES,
    },
  ],
  ...['traefik-401', 'azure-apim-401'].map(
    (file) =>
      [
        `the gateway requires a key: ${file}`,
        file,
        {
          verdict: 'blocked',
          cause: 'missing-allow-origin',
          hint: 'error-without-cors-headers',
          fix: null,
          says: ['The server refused the request (401) before its CORS code ran'],
          never: HEADER_LINES,
        },
      ] as const,
  ),
  [
    'the gateway requires a key, and says that it is Kong',
    'kong-401',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['Send the key or token that Kong asks for', '401'],
      never: HEADER_LINES,
    },
  ],
  [
    'one certificate for two hosts: 421',
    'misdirected-421',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: null,
      says: ['certificate', '421'],
      never: ['RewriteEngine', ...HEADER_LINES],
    },
  ],
  [
    'my upload is too large for nginx',
    'nginx-413',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: 'nginx',
      says: ['raise the limit', 'client_max_body_size', 'always;'],
      never: HEADER_LINES,
    },
  ],
  [
    'the application behind nginx is down',
    'bad-gateway-502',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: 'nginx',
      says: ['Start or repair the application first'],
      never: HEADER_LINES,
    },
  ],
  [
    'my handler throws, and the console says CORS',
    'application-500',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: null,
      says: ['Fix the 500 first'],
      never: HEADER_LINES,
    },
  ],
  [
    'my handler throws at OPTIONS, which has no body',
    'preflight-500',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: 'any-server',
      says: ['expects a body', 'Fix the 500 first'],
      never: [],
    },
  ],
  [
    'my Lambda function URL answers with two lines',
    'lambda-url-twice',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: 'two-layers',
      fix: null,
      says: ['FunctionUrlConfig', 'out of the function’s code'],
      never: ['Add to every answer', ...HEADER_LINES],
    },
  ],
  [
    'my callable function allows my-project.web.app',
    'firebase-origin-without-scheme',
    {
      verdict: 'blocked',
      cause: 'invalid-allow-origin-value',
      hint: null,
      fix: null,
      says: ['onCall({ cors: ["https://fox-shop.web.app"] }, …)', 'scheme'],
      never: ['withCors'],
    },
  ],
  [
    'the manifest of my private port is redirected to a login',
    'manifest-behind-login',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['<link rel="manifest" crossorigin="use-credentials">', 'public'],
      never: ['Let https://github.dev allow', ...HEADER_LINES],
    },
  ],
  [
    'my presigned PUT to R2 fails at its preflight',
    'r2-presigned-put',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'cloudflare-r2',
      says: ['CORS policy', '"AllowedHeaders": ["content-type"', '"AllowedMethods": ["PUT"]'],
      never: ['before authentication', ...HEADER_LINES],
    },
  ],
  [
    'I added the CORS layer to my axum router first',
    'axum-layer-before-routes',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'router-answered-options',
      fix: 'any-server',
      says: ['.layer(CorsLayer::new()…)', 'after every .route(…)'],
      never: ['Express'],
    },
  ],
  [
    'OPTIONS gets only 204 with Allow',
    'router-answers-options',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'router-answered-options',
      fix: 'any-server',
      says: ['the router itself answered', 'Allow: GET, HEAD, POST, OPTIONS'],
      never: ['axum', 'Express'],
    },
  ],
  [
    'I open Vite under another local name',
    'vite-other-local-name',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'vite',
      says: ["origin: ['http://fox-shop.test']"],
      never: ['HTTP/1.1'],
    },
  ],
  [
    'Caddy in front of nginx, and both add *',
    'caddy-before-nginx',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: 'two-layers',
      fix: null,
      says: ['header_down -Access-Control-Allow-Origin', 'Via: Caddy names the outer layer'],
      never: ['add_header', 'proxy_hide_header', ...HEADER_LINES],
    },
  ],
  [
    'a cache in front of the application, and two header lines',
    'varnish-before-application',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: 'two-layers',
      fix: null,
      says: ['Via: varnish names the outer layer'],
      never: HEADER_LINES,
    },
  ],
  [
    'two origins in one line',
    'one-line-list',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: null,
      fix: 'any-server',
      says: ['Let the server send https://shop.example alone'],
      never: ['Let only one layer'],
    },
  ],
  [
    'credentials are allowed, and the browser says they are not',
    'credentials-twice',
    {
      verdict: 'blocked',
      cause: 'credentials-not-allowed',
      hint: 'two-layers',
      fix: null,
      says: ['Two layers add the header', 'true, true', 'Access-Control-Allow-Credentials'],
      never: HEADER_LINES,
    },
  ],
  [
    'Keycloak lets OPTIONS pass, and the response to the token has no header',
    'keycloak-token',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'keycloak',
      says: ['Web origins', 'Keycloak'],
      never: ['Express', 'app.use', ...HEADER_LINES],
    },
  ],
  [
    'uvicorn lets OPTIONS pass, and the response has no header',
    'uvicorn-no-headers',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'preflight-only',
      fix: 'any-server',
      says: ['answer every method, not only OPTIONS'],
      never: ['Express', 'nginx'],
    },
  ],
  [
    'the icons of my shop come from a cache, allowed for my blog',
    'font-from-cache',
    {
      verdict: 'blocked',
      cause: 'allow-origin-mismatch',
      hint: 'cached-without-vary',
      fix: 'nginx',
      says: ['Vary: Origin', 'Change the address', '3,650 days'],
      never: [],
    },
  ],
  [
    'my login with Google starts with a fetch',
    'login-start-to-google',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['Navigate to https://shop.example/_allauth/', 'form', 'no login page allows them'],
      never: ['307', 'Let https://accounts.google.com allow', ...HEADER_LINES],
    },
  ],
  [
    'my API below /auth/ redirects to Microsoft’s login',
    'login-below-auth',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['Log in first', '401', 'looks like a login page'],
      never: ['307', 'Navigate to', 'microsoftonline.com allow', ...HEADER_LINES],
    },
  ],
  [
    'Cloudflare Access is in front of my API',
    'cloudflare-access',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['Log in first', 'https://acme.cloudflareaccess.com'],
      never: ['directly in the page', ...HEADER_LINES],
    },
  ],
  [
    'my API sends me to the login page of the same server',
    'login-on-same-server',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'login-or-locale-redirect',
      fix: null,
      says: ['Log in first', '/auth/login', '401'],
      never: HEADER_LINES,
    },
  ],
  [
    'http is redirected to https, and my POST becomes GET',
    'redirect-loses-post',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'https-redirect',
      fix: 'any-server',
      says: ['307', 'turned POST into GET', 'Request https://api.orders.example/orders'],
      never: ['login'],
    },
  ],
  [
    'CORS passes, and Django refuses with 403',
    'django-csrf',
    {
      verdict: 'allowed',
      cause: null,
      hint: 'csrf-refusal',
      fix: null,
      says: ['CSRF_TRUSTED_ORIGINS', 'response body', 'No CORS setting helps'],
      never: HEADER_LINES,
    },
  ],
  [
    'my JSON does not reach my Google Apps Script',
    'apps-script-json',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['text/plain', 'from your own server'],
      never: HEADER_LINES,
    },
  ],
  [
    'I presigned an upload for the port of MinIO’s console',
    'minio-console-port',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'page-answered-options',
      fix: null,
      says: ['S3 API', 'HTML page', '9000'],
      never: HEADER_LINES,
    },
  ],
  ...['proxy-mitmproxy', 'proxy-charles', 'proxy-fiddler'].map(
    (file) =>
      [
        `a file from a proxy, without pages: ${file}`,
        file,
        {
          verdict: 'blocked',
          cause: 'missing-allow-origin',
          hint: null,
          fix: 'any-server',
          says: ['has no Access-Control-Allow-Origin header'],
          never: ['worker'],
        },
      ] as const,
  ),
  [
    'a service worker makes the requests of my page',
    'worker-of-a-page',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'service-worker-answering',
      fix: 'any-server',
      says: ['Update or unregister the worker'],
      never: [],
    },
  ],
  [
    'my list of allowed headers has Authorization already',
    'names-in-two-cases',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: null,
      fix: 'any-server',
      says: ['Access-Control-Allow-Headers: Authorization, Content-Type, x-order'],
      never: ['Content-Type, authorization'],
    },
  ],
  [
    'the application behind nginx is down already at OPTIONS',
    'preflight-502',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: null,
      says: ['Start or repair the application first'],
      never: ['add_header', ...HEADER_LINES],
    },
  ],
  [
    'my Lambda function fails behind its function URL',
    'lambda-502',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: null,
      says: ['502'],
      never: ['DEFAULT_4XX', ...HEADER_LINES],
    },
  ],
  [
    'my login with GitHub starts with a fetch',
    'passport-github',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['Navigate to https://shop.example/auth/github'],
      never: ['Let https://github.com allow', ...HEADER_LINES],
    },
  ],
  [
    'my login with Auth.js starts with a fetch',
    'nextauth',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['Navigate to https://shop.example/api/auth/signin/google'],
      never: ['307', ...HEADER_LINES],
    },
  ],
  [
    'my Apps Script is for members only',
    'apps-script-login',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['Log in first', 'https://accounts.google.com'],
      never: ['directly in the page', ...HEADER_LINES],
    },
  ],
  [
    'my Apps Script ends with an error',
    'apps-script-get-error',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['“Anyone”'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'every request appears twice through a load balancer',
    'all-twice',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: 'two-layers',
      fix: null,
      says: ['true, true', 'Access-Control-Allow-Credentials'],
      never: ['google', ...HEADER_LINES],
    },
  ],
  [
    'nginx behind a hosting platform’s router gives two header lines',
    'router-of-a-platform',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: 'two-layers',
      fix: 'nginx',
      says: ['proxy_hide_header'],
      never: ['vegur', ...HEADER_LINES],
    },
  ],
  [
    'OPTIONS is redirected to a login',
    'preflight-to-login',
    {
      verdict: 'blocked',
      cause: 'preflight-redirect',
      hint: 'login-or-locale-redirect',
      fix: 'any-server',
      says: ['answer OPTIONS before it asks for a login', 'Headers on the login page do not help'],
      never: ['Log in first', 'needs the headers too'],
    },
  ],
  [
    'my API redirects to its login without a header',
    'redirect-itself-refused',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'login-or-locale-redirect',
      fix: 'any-server',
      says: ['send scripts 401'],
      never: ['needs the headers too'],
    },
  ],
  [
    'my token for Keycloak has expired',
    'keycloak-userinfo-401',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'keycloak',
      says: ['valid token', 'Web origins'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page posts to the development server of the page, not of the API',
    'spa-fallback',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'page-answered-options',
      fix: 'any-server',
      says: ['Check the port and the path'],
      never: ['Express'],
    },
  ],
  [
    'my page sends PUT to an n8n webhook',
    'n8n-method',
    {
      verdict: 'blocked',
      cause: 'method-not-allowed',
      hint: null,
      fix: null,
      says: ['HTTP Method', 'Webhook', 'PUT'],
      never: ['Allowed Origins', ...HEADER_LINES],
    },
  ],
  [
    'my API behind nginx allows my page without its port',
    'proxy-cuts-port',
    {
      verdict: 'blocked',
      cause: 'allow-origin-mismatch',
      hint: 'proxy-changed-origin',
      fix: 'nginx',
      says: ['proxy_set_header Origin', 'http://192.168.40.1:8123'],
      never: HEADER_LINES,
    },
  ],
  [
    'Meilisearch behind my nginx refuses with 403',
    'meilisearch-behind-nginx',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'nginx-without-always',
      fix: null,
      says: ['proxy_hide_header', 'Meilisearch itself allows every page'],
      never: ['map $http_origin', ...HEADER_LINES],
    },
  ],
  [
    'my API redirects to a login, which redirects OPTIONS',
    'preflight-after-login-redirect',
    {
      verdict: 'blocked',
      cause: 'preflight-redirect',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['Log in first', '401'],
      never: ['instead of redirecting to https://auth', ...HEADER_LINES],
    },
  ],
  [
    'my presigned PUT to SeaweedFS fails at its preflight',
    'own-s3-presigned',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'static-file-outside-framework',
      fix: 's3-compatible',
      says: [
        "--bucket 'files'",
        "--endpoint-url 'http://localhost:8333'",
        '"AllowedMethods": ["PUT"]',
      ],
      never: HEADER_LINES,
    },
  ],
  [
    'ngrok answers my GET with a page of its own',
    'ngrok-warning-page',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['ngrok-skip-browser-warning'],
      never: ['CORSMiddleware', ...HEADER_LINES],
    },
  ],
  [
    'my preview on Vercel answers OPTIONS with 401',
    'vercel-protection',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['OPTIONS Allowlist', 'Deployment Protection'],
      never: ['middleware.ts', ...HEADER_LINES],
    },
  ],
  [
    'Sentry’s headers stop my request to somebody else’s API',
    'tracing-headers-to-others',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: 'tracing-header',
      fix: 'express-proxy',
      says: [
        'tracePropagationTargets',
        'Leave baggage and sentry-trace out of requests to https://cdn.contentful.com',
      ],
      never: HEADER_LINES,
    },
  ],
  [
    'my page sends traces to an OpenTelemetry Collector',
    'telemetry-collector',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'opentelemetry-collector',
      says: ['allowed_origins: ["http://localhost:8090"]', 'allowed_headers: ["content-type"]'],
      never: HEADER_LINES,
    },
  ],
  [
    'my page asks Odoo with a header of its own',
    'odoo-other-header',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['@http.route', 'Odoo allows no others'],
      never: ['flask', 'Flask', ...HEADER_LINES],
    },
  ],
  [
    'InfluxDB and my nginx both allow my page',
    'influxdb-behind-nginx',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: 'two-layers',
      fix: null,
      says: ['Remove the CORS lines of the proxy in front of InfluxDB'],
      never: ['map $http_origin', ...HEADER_LINES],
    },
  ],
  [
    'my API redirects to a picture in a bucket of Google',
    'redirect-to-bucket',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'redirect-target-refuses',
      fix: 'google-cloud-storage',
      says: ["'gs://fox-renders'", '"origin": ["https://draw.example"]'],
      never: HEADER_LINES,
    },
  ],
  [
    'Inertia visits my login with a script',
    'inertia-login',
    {
      verdict: 'blocked',
      cause: 'preflight-redirect',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['Navigate to https://shop.example/login'],
      never: ['itself instead of redirecting', ...HEADER_LINES],
    },
  ],
  [
    'my service on Cloud Run answers OPTIONS with 403',
    'cloud-run-private',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['--no-invoker-iam-check', 'Check the user’s token'],
      never: HEADER_LINES,
    },
  ],
  [
    'SignalR asks with cookies, and the portal of Azure allows *',
    'azure-allows-all',
    {
      verdict: 'blocked',
      cause: 'wildcard-with-credentials',
      hint: null,
      fix: 'azure-functions',
      says: [
        'First remove * from the app’s list',
        "--allowed-origins 'https://fox-web.azurewebsites.net'",
      ],
      never: HEADER_LINES,
    },
  ],
  [
    'my Tauri app works on macOS and not on Windows',
    'app-on-windows',
    {
      verdict: 'blocked',
      cause: 'allow-origin-mismatch',
      hint: null,
      fix: 'any-server',
      says: [
        'The scheme (http or https) differs',
        'Access-Control-Allow-Origin: http://tauri.localhost',
      ],
      never: [],
    },
  ],
  [
    'my page for the 3D printer cannot ask Moonraker',
    'printer-server',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'moonraker',
      says: ['cors_domains:\n  http://printer.local:7136'],
      never: ['RequestHandler', ...HEADER_LINES],
    },
  ],
  [
    'my well-known file is redirected, without a header',
    'redirect-without-header',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'apache',
      says: ['Header always set Access-Control-Allow-Origin'],
      never: HEADER_LINES,
    },
  ],
  [
    'Appwrite allows only localhost',
    'appwrite-platform',
    {
      verdict: 'blocked',
      cause: 'allow-origin-mismatch',
      hint: null,
      fix: 'appwrite',
      says: ['Add platform', '\nfox.vercel.app\n'],
      never: HEADER_LINES,
    },
  ],
  [
    'the authorizer of my API Gateway refuses with 401',
    'api-gateway-401',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'cdn-or-gateway-answering',
      fix: null,
      says: ['DEFAULT_4XX', 'GatewayResponses', 'your function never ran'],
      never: ['export const handler', ...HEADER_LINES],
    },
  ],
  [
    'my API Gateway requires its key for OPTIONS too',
    'api-gateway-key',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'cdn-or-gateway-answering',
      fix: null,
      says: ['AddApiKeyRequiredToCorsPreflight: false'],
      never: ['export const handler', ...HEADER_LINES],
    },
  ],
  [
    'CloudFront gives my canvas an old copy from S3',
    'image-from-cloudfront',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'static-file-outside-framework',
      fix: 'cloudfront',
      says: ['ResponseHeadersPolicy', 'https://shop.example'],
      never: [],
    },
  ],
  [
    'FastAPI adds the slash and loses https',
    'redirect-loses-https',
    {
      verdict: 'undetermined',
      cause: null,
      hint: 'mixed-content',
      fix: null,
      says: ['Request https://api.shop.example/connections/ in the page', 'X-Forwarded-Proto'],
      never: HEADER_LINES,
    },
  ],
  [
    'my secure page requests http',
    'http-in-secure-page',
    {
      verdict: 'undetermined',
      cause: null,
      hint: 'mixed-content',
      fix: null,
      says: ['Request https://api.shop.example/orders in the page'],
      never: HEADER_LINES,
    },
  ],
  [
    'the load balancer of AWS sends my script to a login',
    'load-balancer-login',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'login-or-locale-redirect',
      fix: null,
      says: ['OnUnauthenticatedRequest: deny'],
      never: HEADER_LINES,
    },
  ],
  [
    'my server redirects a fetch to Stripe’s checkout',
    'checkout-redirect',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'redirect-target-refuses',
      fix: null,
      says: ['location.assign(session.url)', 'in its response body'],
      never: ['Let https://checkout.stripe.com allow', 'add_header', ...HEADER_LINES],
    },
  ],
  [
    'my page asks Shopify’s Admin API',
    'shopify-admin',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'angular-proxy',
      says: ['from your own server', 'Storefront API'],
      never: ['Try the request without', ...HEADER_LINES],
    },
  ],
  [
    'my page saves a file in Nextcloud, behind Caddy',
    'nextcloud-webdav',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'nextcloud',
      says: ['WebAppPassword', "'webapppassword.origins' => ['https://app.shop.example']"],
      never: ['index.php', ...HEADER_LINES],
    },
  ],
  [
    'Cloudflare sends a challenge to my preflight request',
    'cloudflare-challenge',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'cdn-or-gateway-answering',
      fix: null,
      says: ['exempt the API’s paths from challenges', 'Bot Fight Mode'],
      never: HEADER_LINES,
    },
  ],
  [
    'Spring Cloud Gateway and the service behind it both allow my page',
    'gateway-twice',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: 'two-layers',
      fix: null,
      says: ['DedupeResponseHeader=Access-Control-Allow-Origin'],
      never: ['SecurityFilterChain', ...HEADER_LINES],
    },
  ],
  [
    'my gateway answers OPTIONS, and FastAPI never gets it',
    'gateway-answers-options',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'outer-layer-answers-options',
      fix: 'any-server',
      says: ['Set CORS in the proxy or gateway', 'Server: uvicorn'],
      never: ['CORSMiddleware'],
    },
  ],
  [
    'nginx writes * over the origin that Express allowed',
    'proxy-overwrites-origin',
    {
      verdict: 'blocked',
      cause: 'wildcard-with-credentials',
      hint: 'two-layers',
      fix: 'nginx',
      says: ['overwrites', 'proxy_hide_header Access-Control-Allow-Origin;'],
      never: [],
    },
  ],
  [
    'R2 allows my PUT, and then refuses the upload',
    'r2-empty-checksum',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ["requestChecksumCalculation: 'WHEN_REQUIRED'", 'CORS is not the reason'],
      never: ['AllowedOrigins', ...HEADER_LINES],
    },
  ],
  [
    'my form posts a file to a bucket of Google',
    'cloud-storage-post',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'google-cloud-storage',
      says: ['"method": ["GET", "HEAD", "POST"]', "'gs://fox-uploads'"],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my picture comes from Firebase Storage',
    'firebase-storage-image',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'static-file-outside-framework',
      fix: 'google-cloud-storage',
      says: ["'gs://fox-club.appspot.com'", '"origin": ["https://fox-club.web.app"]'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my upload to Firebase Storage gets 404 at OPTIONS',
    'firebase-storage-404',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['storageBucket', '.firebasestorage.app'],
      never: ['gcloud', ...HEADER_LINES],
    },
  ],
  [
    'my files in Spaces come through its CDN',
    'spaces-cdn',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'static-file-outside-framework',
      fix: 'digitalocean-spaces',
      says: ['digitaloceanspaces.com', '"AllowedOrigins": ["https://foxes.example"]'],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'Home Assistant answers OPTIONS with 403',
    'home-assistant-403',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'home-assistant',
      says: ['cors_allowed_origins:', '- "http://localhost:8080"'],
      never: ['aiohttp_cors', ...HEADER_LINES],
    },
  ],
  [
    'Gitea does not know the page that sends a token',
    'gitea-other-origin',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'gitea',
      says: ['ALLOW_DOMAIN = https://tools.example'],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'Gitea answers OPTIONS with 405',
    'gitea-not-enabled',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'gitea',
      says: ['[cors]', 'ENABLED = true'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my admin page sends a password to Elasticsearch',
    'elasticsearch-authorization',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: null,
      fix: 'elasticsearch',
      says: [
        'http.cors.allow-headers: "x-requested-with, content-type, content-length, authorization"',
      ],
      never: [...HEADER_LINES],
    },
  ],
  [
    'since Grafana 10 my data source is refused',
    'grafana-device-id',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: 'library-header',
      fix: 'nginx',
      says: ['x-grafana-device-id', 'access: proxy'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my dashboard asks Immich behind nginx',
    'immich-behind-nginx',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'nginx',
      says: ['reverse proxy in front of Immich', '"~." "x-api-key";'],
      never: ['express', 'cors(', ...HEADER_LINES],
    },
  ],
  [
    'my dashboard asks Immich itself',
    'immich-itself',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['Immich itself has no setting for CORS'],
      never: ['express', 'cors(', ...HEADER_LINES],
    },
  ],
  [
    'my app exchanges its code with Hydra',
    'hydra-not-enabled',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'ory-hydra',
      says: ['SERVE_PUBLIC_CORS_ENABLED', 'allowed_origins: ["http://localhost:4200"]'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Hydra gives the token, and not to my page',
    'hydra-other-origin',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'ory-hydra',
      says: ['allowed_origins: ["https://bar.example"]'],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'my page asks LM Studio',
    'lm-studio-off',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['Enable CORS', 'lms server start --cors'],
      never: ['app.use', ...HEADER_LINES],
    },
  ],
  [
    'my chat widget posts to a webhook of n8n',
    'n8n-other-origin',
    {
      verdict: 'blocked',
      cause: 'allow-origin-mismatch',
      hint: null,
      fix: 'n8n',
      says: ['Allowed Origins (CORS)', 'https://fox-chat.lovable.app'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page asks Jupyter for its sessions',
    'jupyter-api',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'jupyter',
      says: ['c.ServerApp.allow_origin = "http://localhost:3000"'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page queues a prompt in ComfyUI',
    'comfyui',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'comfyui',
      says: ["--enable-cors-header 'http://localhost:5173'"],
      never: ['aiohttp_cors', ...HEADER_LINES],
    },
  ],
  [
    'my page asks the API of Stable Diffusion',
    'stable-diffusion',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'stable-diffusion-webui',
      says: ["--cors-allow-origins='http://localhost:3000'"],
      never: ['add_middleware', ...HEADER_LINES],
    },
  ],
  [
    'my page asks Chroma',
    'chroma',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'chroma',
      says: ['cors_allow_origins: ["http://localhost:5173"]'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page adds a file to its IPFS node',
    'kubo',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'ipfs-kubo',
      says: [`API.HTTPHeaders.Access-Control-Allow-Origin '["http://localhost:3000"]'`],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'my page asks its own Ethereum node',
    'geth',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'geth',
      says: ["--http.corsdomain 'http://localhost:3000'"],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page signs in to Dify',
    'dify-console',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'dify',
      says: ['CONSOLE_CORS_ALLOW_ORIGINS=https://shop.example'],
      never: ['add_header', ...HEADER_LINES],
    },
  ],
  [
    'my site asks a flow of Flowise',
    'flowise',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'flowise',
      says: ['CORS_ORIGINS=https://shop.example'],
      never: ['app.use', 'HTTP/1.1 204 No Content'],
    },
  ],
  [
    'another site asks the API of my Azure Static Web App',
    'static-web-app-api',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['Access-Control-Allow-Origin: https://shop.example', 'headers'],
      never: ['Django', 'corsheaders', ...HEADER_LINES],
    },
  ],
  [
    'another of my sites reads a file from Netlify',
    'netlify-file',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'netlify',
      says: [
        '[[headers]]',
        'for = "/assets/versions.json"',
        'Access-Control-Allow-Origin = "https://fox-design-6.netlify.app"',
      ],
      never: ['edge-functions', ...HEADER_LINES],
    },
  ],
  [
    'my function on Netlify fails at OPTIONS',
    'netlify-function-502',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: null,
      says: ['Start or repair the application first'],
      never: ['edge-functions', ...HEADER_LINES],
    },
  ],
  [
    'Vercel redirects my preflight request',
    'vercel-double-slash',
    {
      verdict: 'blocked',
      cause: 'preflight-redirect',
      hint: null,
      fix: 'vercel',
      says: ['Request https://shop-api.vercel.app/api/login in the page'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my function on Vercel crashes',
    'vercel-function-failed',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['logs', 'x-vercel-error'],
      never: ['middleware.ts', ...HEADER_LINES],
    },
  ],
  [
    'my application on Railway does not answer',
    'railway-502',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: null,
      says: ['Start or repair the application first'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my Supabase function does not start',
    'supabase-boot-error',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['Read the function’s logs'],
      never: ['Deno.serve', ...HEADER_LINES],
    },
  ],
  [
    'my page calls a Supabase function with DELETE',
    'supabase-delete',
    {
      verdict: 'blocked',
      cause: 'method-not-allowed',
      hint: null,
      fix: 'supabase-functions',
      says: ['Deno.serve', 'DELETE'],
      never: ['plugins', ...HEADER_LINES],
    },
  ],
  [
    'my local Supabase function gets 503',
    'supabase-local-503',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['supabase functions serve'],
      never: ['plugins', ...HEADER_LINES],
    },
  ],
  [
    'my callable function gets 403 at OPTIONS',
    'cloud-function-private',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['--no-invoker-iam-check'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my callable function is in another region',
    'callable-region',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ["getFunctions(app, 'europe-west1')"],
      never: ['withCors', ...HEADER_LINES],
    },
  ],
  [
    'the authorizer of my HTTP API refuses OPTIONS',
    'api-gateway-authorizer',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'options-needs-authentication',
      fix: 'aws-api-gateway-http',
      says: ['aws apigatewayv2 update-api', "--api-id 'a1b2c3d4e5'"],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my API Gateway misses an authentication token',
    'api-gateway-no-resource',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'cdn-or-gateway-answering',
      fix: null,
      says: ['stage', 'Enable CORS'],
      never: ['export const handler', ...HEADER_LINES],
    },
  ],
  [
    'Entra ID answers my single-page app with 400',
    'entra-web-platform',
    {
      verdict: 'allowed',
      cause: null,
      hint: 'not-a-single-page-app',
      fix: null,
      says: ['AADSTS9002326', 'Single-page application'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page exchanges a code at GitHub',
    'github-token',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'angular-proxy',
      says: ['Exchange the code for a token on your own server'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page asks Azure DevOps',
    'azure-devops',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'login-or-locale-redirect',
      fix: 'express-proxy',
      says: ['Ask from your own server'],
      never: ['instead of redirecting', ...HEADER_LINES],
    },
  ],
  [
    'my page asks Bitbucket for a token',
    'bitbucket-token',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'express-proxy',
      says: ['on your own server'],
      never: ['Fix the 500 first', ...HEADER_LINES],
    },
  ],
  [
    'my page asks Anthropic with the user’s key',
    'anthropic-header',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'express-proxy',
      says: ['anthropic-dangerous-direct-browser-access: true', 'dangerouslyAllowBrowser: true'],
      never: ['Send a valid token', ...HEADER_LINES],
    },
  ],
  [
    'my page asks the API of Notion',
    'notion',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'express-proxy',
      says: ['Ask from your own server'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Kong finds no route for OPTIONS',
    'kong-no-route',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['Add OPTIONS to methods of the route'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Kong asks OPTIONS for a token',
    'kong-preflight-401',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'options-needs-authentication',
      fix: 'kong',
      says: ['- name: cors', 'origins: ["http://localhost:4200"]'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Traefik allows a host without its scheme',
    'traefik-without-scheme',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'traefik',
      says: ['accessControlAllowOriginList: ["https://foxes.lcl:1717"]', 'with its scheme'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my session at oauth2-proxy has ended',
    'oauth2-proxy-expired',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'login-or-locale-redirect',
      fix: null,
      says: ['--api-route', 'Sign in'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Istio denies OPTIONS',
    'istio-authorization',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['AuthorizationPolicy', 'OPTIONS'],
      never: ['corsPolicy:\n', ...HEADER_LINES],
    },
  ],
  [
    'Spring Security answers OPTIONS with 401',
    'spring-security-401',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'options-needs-authentication',
      fix: 'spring-security',
      says: ['CorsConfiguration', 'http://localhost:8100'],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'my .NET API redirects OPTIONS to https',
    'kestrel-https',
    {
      verdict: 'blocked',
      cause: 'preflight-redirect',
      hint: 'https-redirect',
      fix: 'aspnet-core',
      says: ['Request https://localhost:7167/api/users in the page'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my API on IIS refuses DELETE with 405',
    'iis-webdav',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['WebDAVModule'],
      never: ['<cors', ...HEADER_LINES],
    },
  ],
  [
    'my page logs in to Laravel Sanctum',
    'laravel-login-path',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'router-answered-options',
      fix: 'laravel',
      says: ['config/cors.php', 'http://localhost:3000'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Django redirects OPTIONS to a slash',
    'django-slash',
    {
      verdict: 'blocked',
      cause: 'preflight-redirect',
      hint: 'append-slash-redirect',
      fix: 'django-cors-headers',
      says: ['the slash at the end is missing'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Apollo Studio sends cookies to my server',
    'apollo-cookies',
    {
      verdict: 'blocked',
      cause: 'wildcard-with-credentials',
      hint: null,
      fix: 'express-cors',
      says: ["origin: ['https://studio.apollographql.com']", 'credentials: true'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'an MCP client sends its version to my server',
    'mcp-header',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: 'library-header',
      fix: 'any-server',
      says: ['mcp-protocol-version', 'an MCP client'],
      never: [],
    },
  ],
  [
    'MCP Inspector loses its session',
    'mcp-session',
    {
      verdict: 'allowed',
      cause: null,
      hint: 'missing-expose-headers',
      fix: null,
      says: [
        'Access-Control-Expose-Headers: X-Metabase-Anti-CSRF-Token, X-Metabase-Version, mcp-session-id',
      ],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page sends a header to WordPress',
    'wordpress-header',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: null,
      fix: 'wordpress',
      says: ['rest_allowed_cors_headers', 'x-tenant'],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'my page asks Sanity',
    'sanity',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'sanity',
      says: ["npx sanity cors add 'http://localhost:3333' --no-credentials"],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'my page asks Salesforce',
    'salesforce',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'options-needs-authentication',
      fix: 'salesforce',
      says: ['search for CORS', 'http://localhost:3000'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'the port of my API in a codespace is private',
    'codespaces-api',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['gh codespace ports visibility 8000:public'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Cloudflare Access answers OPTIONS with 403',
    'access-preflight',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['Bypass OPTIONS requests to origin'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my site reads my forum',
    'discourse',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'discourse',
      says: ['DISCOURSE_ENABLE_CORS: true', 'https://www.shop.example'],
      never: ['Rack::Cors', ...HEADER_LINES],
    },
  ],
  [
    'my page reads the queues of RabbitMQ',
    'rabbitmq',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'rabbitmq',
      says: ['management.cors.allow_origins.1 = http://localhost:3000'],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'Azure’s portal and my code both allow my page',
    'app-service-twice',
    {
      verdict: 'blocked',
      cause: 'multiple-allow-origin-values',
      hint: 'two-layers',
      fix: null,
      says: ['in the Azure portal', 'remove the CORS code'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'I open next dev under another name',
    'next-dev-host',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ["allowedDevOrigins: ['app.fox.test']"],
      never: ['proxy.ts', ...HEADER_LINES],
    },
  ],
  [
    'my old llama-server asks OPTIONS for its key',
    'llama-server-key',
    {
      verdict: 'blocked',
      cause: 'preflight-status',
      hint: null,
      fix: null,
      says: ['Update llama-server'],
      never: ['--cors-origins', ...HEADER_LINES],
    },
  ],
  [
    'Open WebUI does not accept my page’s socket',
    'open-webui-socket',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'open-webui',
      says: ['CORS_ALLOW_ORIGIN=https://chat.fox.example'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Socket.IO 4 refuses my page',
    'socket-io-polling',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'socket-io',
      says: ['cors: {', 'http://localhost:5173'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my presigned PUT to S3 sends its ACL',
    's3-acl',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'static-file-outside-framework',
      fix: 'amazon-s3',
      says: ['"AllowedHeaders": ["content-type", "x-amz-acl"]', '"AllowedMethods": ["PUT"]'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'CloudFront refuses OPTIONS',
    'cloudfront-methods',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'cdn-or-gateway-answering',
      fix: null,
      says: ['CORS-With-Preflight'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page sends the secret of its client to Cognito',
    'cognito-secret',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: null,
      says: ['app client without a secret'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Auth0 gives the token, and not to my page',
    'auth0-token',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'middleware-refused-origin',
      fix: 'auth0',
      says: ['http://localhost:3000'],
      never: ['HTTP/1.1 204 No Content'],
    },
  ],
  [
    'my page asks Okta for its session',
    'okta-session',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'okta',
      says: ['Trusted Origins', 'http://localhost:4200'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my site with www loads fonts without it',
    'font-without-www',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'apache',
      says: ['https://www.fox.example'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page fetches a file of a release',
    'github-release',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'express-proxy',
      says: ['files of releases never allow pages'],
      never: ['api.github.com', ...HEADER_LINES],
    },
  ],
  [
    'my page answers a form of Google',
    'google-form',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'express-proxy',
      says: ["mode: 'no-cors'", 'hidden frame'],
      never: ['drive/v3', ...HEADER_LINES],
    },
  ],
  [
    'my page asks IGDB',
    'igdb',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'cdn-or-gateway-answering',
      fix: 'angular-proxy',
      says: ['Ask from your own server'],
      never: ['Enable CORS', ...HEADER_LINES],
    },
  ],
  [
    'nginx redirects OPTIONS to https',
    'nginx-to-https',
    {
      verdict: 'blocked',
      cause: 'preflight-redirect',
      hint: 'https-redirect',
      fix: 'nginx',
      says: ['Request https://api.fox.example/login in the page'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Traefik asks OPTIONS for a password',
    'traefik-login',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'options-needs-authentication',
      fix: 'traefik',
      says: [
        'accessControlAllowOriginList: ["https://app.fox.example"]',
        'before those that ask for a login',
      ],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Flask redirects OPTIONS to a slash',
    'flask-slash',
    {
      verdict: 'blocked',
      cause: 'preflight-redirect',
      hint: null,
      fix: 'flask-cors',
      says: ['the slash at the end is missing'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Azure sends my script to a login',
    'app-service-login',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'login-or-locale-redirect',
      fix: null,
      says: ['Unauthenticated requests', 'HTTP 401'],
      never: ['az functionapp', ...HEADER_LINES],
    },
  ],
  [
    'Azure API Management knows no OPTIONS',
    'azure-apim-404',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'azure-api-management',
      says: ['<cors', 'http://localhost:3000'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my HTTP API has no route for OPTIONS',
    'http-api-404',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'aws-api-gateway-http',
      says: ["--api-id 'a1b2c3d4e5'", '"AllowHeaders": ["content-type"]'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my registry’s page lists its images',
    'docker-registry',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'docker-registry',
      says: [
        'REGISTRY_HTTP_HEADERS_Access-Control-Allow-Origin',
        'http://registry-ui.lan',
        'docker-content-digest',
      ],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my dashboard reads Matomo',
    'matomo',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'matomo',
      says: ['cors_domains[] = "https://dash.fox.example"'],
      never: ['header(', ...HEADER_LINES],
    },
  ],
  [
    'my page asks Airflow',
    'airflow',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'airflow',
      says: ['AIRFLOW__API__ACCESS_CONTROL_ALLOW_ORIGINS=http://localhost:3000'],
      never: ['flask_cors', ...HEADER_LINES],
    },
  ],
  [
    'my page asks Kibana',
    'kibana',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'kibana',
      says: ['server.cors.enabled: true', 'server.cors.allowOrigin: ["http://localhost:3000"]'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page sends a header to Strapi',
    'strapi-header',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: null,
      fix: 'strapi',
      says: ['x-tenant', 'http://localhost:3000'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Hasura does not know my page',
    'hasura-domain',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'hasura',
      says: ['HASURA_GRAPHQL_CORS_DOMAIN=https://app.fox.example'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my Capacitor app is no web page',
    'capacitor-app',
    {
      verdict: 'blocked',
      cause: 'allow-origin-mismatch',
      hint: 'app-origin',
      fix: 'express-cors',
      says: ['capacitor://localhost'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'Rails answers OPTIONS with 404',
    'rails-no-options',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'rack-cors',
      says: ['origins "http://localhost:5173"'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my .NET API throws, and the console says CORS',
    'dotnet-500',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'error-without-cors-headers',
      fix: 'aspnet-core',
      says: ['Fix the 500 first'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page asks for a path with a part too many',
    'path-twice',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: 'address-mistake',
      fix: 'nginx',
      says: ['/api/api'],
      never: [...HEADER_LINES],
    },
  ],
  [
    'my page subscribes at Mailchimp',
    'mailchimp-form',
    {
      verdict: 'blocked',
      cause: 'missing-allow-origin',
      hint: null,
      fix: 'express-proxy',
      says: ['post-json'],
      never: ['add_header', ...HEADER_LINES],
    },
  ],
  [
    'my page posts JSON to Zapier',
    'zapier-hook',
    {
      verdict: 'blocked',
      cause: 'header-not-allowed',
      hint: null,
      fix: 'express-proxy',
      says: ['Leave content-type out'],
      never: ['add_header', ...HEADER_LINES],
    },
  ],
];

test.each(ROWS)('%s', (_, file, { verdict, cause, hint, fix, says, never }) => {
  const diagnosis = diagnosed(file);
  const { evaluation, hints, remedies, elsewhere } = diagnosis;
  expect(evaluation.verdict).toBe(verdict);
  expect(evaluation.findings[0]?.cause ?? null).toBe(cause);
  expect(hints[0]?.id ?? null).toBe(hint);
  expect(remedies[0]?.stack.id ?? null).toBe(fix);
  // Without settings, the report says what to do.
  if (fix === null && verdict === 'blocked') expect(elsewhere).not.toEqual([]);
  const text = said(diagnosis);
  for (const words of says) expect(text).toContain(words);
  for (const words of never) expect(text).not.toContain(words);
});

test('settings behind a layer that overwrites them are proved only if it keeps them', () => {
  const { remedies } = diagnosed('proxy-overwrites-origin');
  const express = remedies.find(({ stack }) => stack.id === 'express-cors');
  expect(plainText(express?.proof.condition ?? [])).toContain('keeps these headers');
  const nginx = remedies.find(({ stack }) => stack.id === 'nginx');
  expect(plainText(nginx?.proof.condition ?? [])).not.toContain('keeps these headers');
});

test('settings behind a layer that answers OPTIONS are proved only if it passes OPTIONS on', () => {
  const fix = diagnosed('gateway-answers-options').remedyFor('fastapi');
  expect(plainText(fix?.proof.condition ?? [])).toContain('passes OPTIONS on');
});

test('every file has a row', () => {
  const files = readdirSync(FOLDER).map((file) => file.replace(/\.har$/, ''));
  expect(ROWS.map(([, file]) => file).toSorted()).toEqual(files.toSorted());
});

test.each(['text', 'markdown', 'json', 'ndjson', 'copied text'] as const)(
  'the server’s own reason for refusing is in %s',
  (format) => {
    const reading = parseHar(readFileSync(join(FOLDER, 'django-csrf.har'), 'utf8'));
    const { exchanges, browser } = reading;
    const terminal = { width: 500, colours: false };
    const options = { name: 'a.har', stack: null, terminal, version: '1', capturedAt: '' };
    const written =
      format === 'copied text'
        ? allAtOnce(plainTextInTurn(exchanges, { browser, exchanges }))
        : [...formatted(reading, { ...options, format })].join('');
    expect(written).toContain('403');
    expect(written.replaceAll('\\', '')).toContain('CSRF_TRUSTED_ORIGINS');
  },
);
