import { expect, test } from 'vitest';
import { PASTE } from '../causes/console-text.ts';
import { plainText } from '../model/prose.ts';
import type { CauseId } from '../policy/finding.ts';
import type { Claim, Instead } from './claim.ts';
import { readConsole } from './read-console.ts';

/**
 * How people paste messages in issues and forums: each kind was seen there. Hosts are replaced.
 */

type Said = {
  readonly cause: CauseId | Instead | readonly CauseId[] | null;
  readonly url: string | null;
  readonly page?: string | null;
  readonly status?: number | null;
  readonly named?: string | null;
};

const API = 'https://api.example/v1/items';
const APP = 'https://app.example';
const NO_HEADER = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const OPEN: readonly CauseId[] = [
  'missing-allow-origin',
  'allow-origin-mismatch',
  'invalid-allow-origin-value',
];

const FIELD: readonly (readonly [name: string, text: string, ...said: readonly Said[]])[] = [
  // Chrome before 2018
  [
    'Chrome of 2015, folded, with the line of the request before it',
    `\`\`\`\n POST ${API} 500 (Internal Server Error)\n/view6:1 \nXMLHttpRequest cannot load ${API}. \n${NO_HEADER}\nOrigin '${APP}' is therefore not allowed access.\n The response had HTTP status code 500.\n\`\`\``,
    { cause: 'missing-allow-origin', url: API, page: APP, status: 500 },
  ],
  [
    'a title of an issue: the reason and the page, without the address',
    `${NO_HEADER} Origin '${APP}' is therefore not allowed access. The response had HTTP status code 404.`,
    { cause: 'missing-allow-origin', url: null, page: APP, status: 404 },
  ],
  [
    'dots in the place of the address',
    `Failed to load.... ${NO_HEADER}Therefore not allowed access. The response had HTTP status code 415.`,
    { cause: 'missing-allow-origin', url: null, page: null, status: 415 },
  ],
  [
    'dots in the place of both addresses',
    "XMLHttpRequest cannot load http://... A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true. Origin 'http://...' is therefore not allowed access.",
    { cause: 'wildcard-with-credentials', url: null, page: null },
  ],
  [
    'Chrome of 2012 has Safari’s words',
    `XMLHttpRequest cannot load ${API}. Origin http://127.0.0.1:8888\nis not allowed by Access-Control-Allow-Origin.`,
    { cause: OPEN, url: API, page: 'http://127.0.0.1:8888' },
  ],
  [
    'Chrome of 2013 does not name the preflight',
    `XMLHttpRequest cannot load ${API}. Request header field Authorization is not allowed by Access-Control-Allow-Headers. `,
    { cause: 'header-not-allowed', url: API, named: 'Authorization' },
  ],
  [
    'Chrome of 2015 refuses every redirect after a preflight',
    `XMLHttpRequest cannot load ${API}. \nThe request was redirected to 'https://api.example/v2/items', \nwhich is disallowed for cross-origin requests that require preflight.`,
    { cause: 'redirect-after-preflight', url: API },
  ],
  [
    'a font names its server only',
    `Font from origin 'http://static.example' has been blocked from loading by Cross-Origin Resource Sharing policy: ${NO_HEADER} Origin '${APP}' is therefore not allowed access.`,
    { cause: 'missing-allow-origin', url: 'http://static.example', page: APP },
  ],
  [
    'a redirect to another scheme',
    "`Redirect at origin 'https://static.example' has been blocked from loading by Cross-Origin Resource Sharing policy: The request was redirected to a URL ('about:blank') which has a disallowed scheme for cross-origin requests.`",
    { cause: 'scheme-not-http', url: 'https://static.example' },
  ],
  [
    'Chrome of 2018 names the redirect that was refused',
    `Redirect from '${API}' to 'https://api.example/v2/items' has been blocked by CORS policy: ${NO_HEADER} Origin 'null' is therefore not allowed access.`,
    { cause: 'missing-allow-origin', url: API, page: 'null' },
  ],
  [
    'a redirect whose target was left out',
    `Redirect from '${API}' has been blocked by CORS policy: ${NO_HEADER} Origin '${APP}' is therefore not allowed access.`,
    { cause: 'missing-allow-origin', url: API, page: APP },
  ],
  [
    'the origin of the next message belongs to the next message',
    `Fetch API cannot load ${API}. Method patch is not allowed by Access-Control-Allow-Methods in preflight response.\nFailed to load https://api.example/other: ${NO_HEADER} Origin '${APP}' is therefore not allowed access.`,
    { cause: 'method-not-allowed', url: API, page: null, named: 'patch' },
    { cause: 'missing-allow-origin', url: 'https://api.example/other', page: APP },
  ],
  // Chrome and Edge of today
  [
    'typographic quotes and a stack of Angular',
    `Access to fetch at ‘${API}?page=2’ from origin ‘${APP}’ has been blocked by CORS policy: The ‘Access-Control-Allow-Origin’ header contains multiple values ‘${APP}, *’, but only one is allowed. Have the server send the header with a valid value.\nmenu.ts:37 TypeError: Failed to fetch\nat new MenuPage (menu.ts:28)`,
    { cause: 'multiple-allow-origin-values', url: `${API}?page=2`, page: APP, named: `${APP}, *` },
  ],
  [
    'double quotes, as a blog writes them',
    `Access to XMLHttpRequest at "${API}" from origin\n"${APP}" has been blocked by CORS policy:\nNo "Access-Control-Allow-Origin" header is present on the requested resource.`,
    { cause: 'missing-allow-origin', url: API, page: APP },
  ],
  [
    'backticks, as a documentation writes them',
    `Access to XMLHttpRequest at \`${API}\` from origin \`${APP}\` has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    { cause: 'missing-allow-origin', url: API, page: APP },
  ],
  [
    'no quotes and no page',
    `Access to script at ${API}\nis blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource`,
    { cause: 'missing-allow-origin', url: API, page: null },
  ],
  [
    'the page was left out',
    `Access to XMLHttpRequest at '${API}' from origin has been blocked by CORS policy: ${NO_HEADER}`,
    { cause: 'missing-allow-origin', url: API, page: null },
  ],
  [
    'a slash after the page’s origin',
    `Access to fetch at '${API}' from origin '${APP}/' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.`,
    { cause: 'preflight-redirect', url: API, page: APP },
  ],
  [
    'a word in the place of the address',
    `Access to XMLHttpRequest at 'api url here' from origin '${APP}' has been blocked by CORS policy: ${NO_HEADER}`,
    { cause: 'missing-allow-origin', url: null, page: APP },
  ],
  [
    'brackets in the place of the address',
    "Access to image [image file path] from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: http, data, isolated-app, edge.",
    { cause: 'scheme-not-http', url: null, page: 'null' },
  ],
  [
    'the place in the code stands in the middle of the message',
    `Access to XMLHttpRequest at '${API}' from origin '${APP}' has been blocked by CORS policy: search?q=x:1 \nRequest header field x-logger is not allowed by Access-Control-Allow-Headers in preflight response. \nPOST ${API} net::ERR_FAILED`,
    { cause: 'header-not-allowed', url: API, page: APP, named: 'x-logger' },
  ],
  [
    'the title repeats the reason',
    `# Request header field x-token is not allowed by Access-Control-Allow-Headers in preflight response\n> Access to fetch at '${API}' from origin '${APP}' has been blocked by CORS policy: Request header\n> field x-token is not allowed by Access-Control-Allow-Headers in preflight response.`,
    { cause: 'header-not-allowed', url: API, page: APP, named: 'x-token' },
  ],
  [
    'the text ends before the reason',
    `Access to fetch at '${API}' from origin '${APP}' has been blocked by CORS policy`,
    { cause: 'cut-off', url: API, page: APP },
  ],
  [
    'the host stands in the place of the scheme',
    `Access to fetch at 'localhost:8000/items' from origin '${APP}' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: http, data, chrome-extension, edge, https.`,
    { cause: 'scheme-not-http', url: 'localhost:8000/items', page: APP },
  ],
  [
    'a link of DevTools after the message',
    `Access to fetch at 'http://localhost:8080/x' from origin '${APP}' has been blocked by CORS policy: Permission was denied for this request to access the \`unknown\` address space.Understand this error`,
    { cause: 'local-network-access-denied', url: 'http://localhost:8080/x', page: APP },
  ],
  // Apps
  [
    'Capacitor on Android',
    `Line 0 - Msg: Failed to load ${API}: Response to preflight request doesn't pass access control check: ${NO_HEADER} Origin 'http://localhost' is therefore not allowed access.`,
    { cause: 'missing-allow-origin', url: API, page: 'http://localhost' },
  ],
  [
    'Cordova on Android',
    `I/chromium(26077): [INFO:CONSOLE(0)] "XMLHttpRequest cannot load ${API}. ${NO_HEADER} Origin 'null' is therefore not allowed access.", source: file:///android_asset/www/comments.html (0)`,
    { cause: 'missing-allow-origin', url: API, page: 'null' },
  ],
  [
    'a WebView of Flutter',
    `_onMainWebViewConsoleMessage: [Access to fetch at '${API}' from origin '${APP}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: ${NO_HEADER} If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.]`,
    { cause: 'missing-allow-origin', url: API, page: APP },
  ],
  [
    'a WebView of Unity',
    ` [Web Console] Access to XMLHttpRequest at 'file:///D:/Projects/P/StreamingAssets/intro.json' from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: http, data, client, https. (file:///D:/Projects/P/StreamingAssets/Game01.html:0)\nUnityEngine.Debug:LogError (object)`,
    {
      cause: 'scheme-not-http',
      url: 'file:///D:/Projects/P/StreamingAssets/intro.json',
      page: 'null',
    },
  ],
  [
    'VS Code',
    `Access to fetch at '${API}' from origin 'vscode-file://vscode-app' has been blocked by\nCORS policy: ${NO_HEADER}`,
    { cause: 'missing-allow-origin', url: API, page: 'vscode-file://vscode-app' },
  ],
  [
    'Capacitor on iOS',
    'Origin capacitor://localhost is not allowed by Access-Control-Allow-Origin.\nFailed to load resource: Origin capacitor://localhost is not allowed by Access-Control-Allow-Origin.\n2',
    { cause: OPEN, url: null, page: 'capacitor://localhost' },
  ],
  [
    'Tauri',
    `[Error] Origin tauri://localhost is not allowed by Access-Control-Allow-Origin. Status code: 200\n[Error] XMLHttpRequest cannot load ${API} due to access control checks.\n[Error] Failed to load resource: Origin tauri://localhost is not allowed by Access-Control-Allow-Origin. Status code: 200 (items, line 0)`,
    { cause: OPEN, url: API, page: 'tauri://localhost', status: 200 },
  ],
  // Internet Explorer and old Edge
  [
    'Internet Explorer',
    `SEC7118: XMLHttpRequest for ${API} required Cross Origin Resource Sharing (CORS).\nSEC7120: Origin ${APP} not found in Access-Control-Allow-Origin header.\nFile: index.html\nSCRIPT7002: XMLHttpRequest: Network Error 0x80070005, Access is denied.`,
    { cause: OPEN, url: API, page: APP },
  ],
  [
    'Internet Explorer in Chinese: the codes are the same',
    `SEC7118: ${API} 的 XMLHttpRequest 需要跨域资源共享(CORS)。文件: login\nSEC7119: ${API} 的 XMLHttpRequest 需要飞行前 CORS。文件: login\nSEC7123: Access-Control-Allow-Headers 列表中不存在请求标头 content-type。文件: login`,
    { cause: 'header-not-allowed', url: API, page: null, named: null },
  ],
  [
    'Internet Explorer names the header',
    'SEC7123: Request header content-type was not present in the Access-Control-Allow-Headers list.',
    { cause: 'header-not-allowed', url: null, named: 'content-type' },
  ],
  [
    'old Edge',
    `SEC7120: [CORS] The origin '${APP}' did not find '${APP}' in the Access-Control-Allow-Origin response header for cross-origin  resource at '${API}'.`,
    { cause: OPEN, url: API, page: APP },
  ],
  [
    'a star with cookies in Internet Explorer',
    'SEC7121: Wildcard in Access-Control-Allow-Origin not allowed when credentials flag is set to true.',
    { cause: 'wildcard-with-credentials', url: null },
  ],
  // Firefox
  [
    'Firefox of 2014 gives no reason',
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. This can be fixed by moving the resource to the same domain or enabling CORS.`,
    { cause: 'no-reason', url: API },
  ],
  [
    'Firefox of 2015 got no response',
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (reason: CORS request failed).`,
    { cause: 'no-response', url: API },
  ],
  [
    'a value that is a list',
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘*, *’).`,
    { cause: 'multiple-allow-origin-values', url: API, named: '*, *' },
  ],
  [
    'a value that is no origin',
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: CORS header “Access-Control-Allow-Origin” does not match “app.example”).`,
    { cause: 'invalid-allow-origin-value', url: API, named: 'app.example' },
  ],
  [
    'a value with brackets',
    `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${API}. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' stimmt nicht mit '(null)' überein).`,
    { cause: 'invalid-allow-origin-value', url: API, named: '(null)' },
  ],
  [
    'the end of a message only',
    `I'm getting a console error: ${API}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing).`,
    { cause: 'missing-allow-origin', url: API },
  ],
  [
    'a message that somebody translated',
    `Cross-Origin Request blocked: the policy « Same Origin » does not permit to consult the distant resource on ${API}. Reason : header CORS « Access-Control-Allow-Origin » is missing.`,
    { cause: 'missing-allow-origin', url: API },
  ],
  [
    'a word in the place of the address in Firefox',
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {server}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). ',
    { cause: 'missing-allow-origin', url: null },
  ],
  [
    'a warning before a failure, in French',
    `Avertissement de requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permettra bientôt plus de consulter la ressource distante située sur ${API}  (motif : quand la valeur d’« Access-Control-Allow-Headers » est « * », l’en-tête « Authorization » n’est pas traité. Pour que l’en-tête « Authorization » soit inclus, il doit être explicitement listé dans l’en-tête CORS « Access-Control-Allow -Headers »).\nBlocage d’une requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur https://log.example/tp2. Raison : échec de la requête CORS. Code d’état : (null). 2`,
    { cause: 'no-response', url: 'https://log.example/tp2' },
  ],
  [
    'the same warning in German',
    `Warnung für quellübergreifende (Cross-Origin) Anfrage: Die Gleiche-Quelle-Regel wird das Lesen der externen Ressource auf ${API} bald verbieten. (Grund: Wenn 'Access-Control-Allow-Headers' den Wert '*' hat, wird die 'Authorization'-Kopfzeile nicht eingeschlossen. Um die 'Authorization'-Kopfzeile einzuschließen, muss sie explizit in der CORS-Kopfzeile 'Access-Control-Allow-Headers' aufgeführt werden).`,
  ],
  [
    'German of 2018',
    `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${API}. (Grund: CORS-Preflight-Kanal war nicht erfolgreich).`,
    { cause: 'preflight-status', url: API },
  ],
  [
    'German of 2019, no response',
    `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${API}. (Grund: CORS-Anschlag schlug fehl).`,
    { cause: 'no-response', url: API },
  ],
  [
    'Portuguese of 2018',
    `Requisição cross-origin bloqueada: A política de mesma origem (Same Origin Policy) impede a leitura do recurso remoto em ${API}. (Motivo: a pré-conexão CORS falhou).`,
    { cause: 'preflight-status', url: API },
  ],
  [
    'Portuguese of Portugal, two values',
    `Pedido de origem cruzada bloqueado: A política da mesma origem não permite a leitura do recurso remoto em ${API}. (Motivo: múltiplos cabeçalhos CORS ‘Access-Control-Allow-Origin’ não permitidos).`,
    { cause: 'multiple-allow-origin-values', url: API },
  ],
  [
    'Spanish of Argentina',
    `Pedido de origen cruzado bloqueado: La política de mismo origen no permite leer el recurso remoto en ${API}. (Razón: El pedido CORS falló). Código de estado: (null).`,
    { cause: 'no-response', url: API },
  ],
  [
    'Spanish of Chile',
    `Solicitud de origen cruzado bloqueada: La misma política de origen no permite la lectura de recursos remotos en ${API}. (Razón: Cabecera CORS 'Access-Control-Allow-Origin' no presente). Código de estado: 403.`,
    { cause: 'missing-allow-origin', url: API, status: 403 },
  ],
  [
    'Chinese of 2016',
    `已阻止跨源请求：同源策略禁止读取位于 ${API} 的远程资源。（原因：CORS 头缺少 'Access-Control-Allow-Origin'）。`,
    { cause: 'missing-allow-origin', url: API },
  ],
  [
    'Chinese of Taiwan of 2015',
    `主控台仍然顯示著「已封鎖跨來源請求: 同源政策不允許讀取 ${API} 的遠端資源。（原因: CORS 請求失敗）。」的字樣`,
    { cause: 'no-response', url: API },
  ],
  [
    'a reason that says neither missing nor several stays open',
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: CORS header ‘Access-Control-Allow-Origin’ is purple).`,
    { cause: null, url: API },
  ],
  // Safari
  [
    'the promise repeats the reason in Safari',
    `[Error] Request header field User-Agent is not allowed by Access-Control-Allow-Headers.\n[Error] Fetch API cannot load ${API} due to access control checks.\n[Error] Failed to load resource: Request header field User-Agent is not allowed by Access-Control-Allow-Headers. (items, line 0)\n[Error] Unhandled Promise Rejection: TypeError: Request header field User-Agent is not allowed by Access-Control-Allow-Headers.\n\tdispatchException (main.js:7854)`,
    { cause: 'header-not-allowed', url: API, named: 'User-Agent' },
  ],
  [
    'a service worker passes the refusal on in Safari',
    `[Error] FetchEvent.respondWith received an error: TypeError: Request header field Pragma is not allowed by Access-Control-Allow-Headers.\n[Error] Fetch API cannot load ${API}.\n[Error] Failed to load resource: FetchEvent.respondWith received an error: TypeError: Request header field Pragma is not allowed by Access-Control-Allow-Headers. (items, line 0)`,
    { cause: 'header-not-allowed', url: API, named: 'Pragma' },
  ],
  [
    'the address stands before the reason in Safari',
    `1. XMLHttpRequest cannot load ${API} due to access control checks.\n2. Request header field API-KEY is not allowed by Access-Control-Allow-Headers.`,
    { cause: 'header-not-allowed', url: API, named: 'API-KEY' },
  ],
  [
    'an old WebView of iOS, on two lines',
    `XMLHttpRequest cannot load ${API} \n\nOrigin http://localhost:12344 is not allowed by Access-Control-Allow-Origin.`,
    { cause: OPEN, url: API, page: 'http://localhost:12344' },
  ],
  [
    'no period after Safari’s reason',
    '`Failed to load resource: Method PATCH is not allowed by Access-Control-Allow-Methods` with CORS',
    { cause: 'method-not-allowed', url: null, named: 'PATCH' },
  ],
];

const causeOf = ({ causes, instead }: Claim): Said['cause'] =>
  instead ?? (causes.length > 1 ? causes : (causes[0] ?? null));

const rows = FIELD.map(([name, text, ...said]) => ({ name, text, said }));

test.each(rows)('$name', ({ text, said }) => {
  const { claims } = readConsole(text);
  expect(claims.map((claim) => [causeOf(claim), claim.url])).toEqual(
    said.map(({ cause, url }) => [cause, url]),
  );
  for (const [index, { page, status, named }] of said.entries()) {
    const claim = claims[index];
    if (page !== undefined) expect(claim?.origin).toBe(page);
    if (status !== undefined) expect(claim?.status).toBe(status);
    if (named !== undefined) expect(claim?.named).toBe(named);
  }
});

test('where two browsers have the same words, none is named', () => {
  const old = rows.find(({ name }) => name.startsWith('Chrome of 2012'));
  expect(readConsole(old?.text ?? '').claims.map(({ browser }) => browser)).toEqual([null]);
});

test.each([
  [
    'Safari’s second line',
    `Fetch API cannot load ${API} due to access control checks.`,
    'only-address',
  ],
  [
    'Flutter',
    'Error: XMLHttpRequest error.\n    core_patch.dart 906:28   get current',
    'only-script',
  ],
  ['axios', "AxiosError {message: 'Network Error', code: 'ERR_NETWORK'}", 'only-script'],
  ['jsdom', 'Error: Cross origin http://localhost forbidden\n    at dispatchError', 'only-script'],
  ['Angular', `Http failure response for ${API}: 0 Unknown Error`, 'only-script'],
  [
    'another failure of Safari',
    `[Error] Failed to load resource: Could not connect to the server.\n[Error] Fetch API cannot load ${API} due to access control checks.`,
    'nothing',
  ],
  [
    'another policy',
    `The resource at “${API}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).`,
    'nothing',
  ],
] as const)('%s: no message, and what to paste instead', (_, text, expected) => {
  const { claims, unknown, unread } = readConsole(text);
  expect([claims, unknown, unread]).toEqual([[], null, expected]);
  expect(plainText(PASTE[expected])).toContain('Paste');
});
