import { describe, expect, test } from 'vitest';
import type { CauseId } from '../policy/finding.ts';
import { readConsole } from './read-console.ts';

const URL = 'http://localhost:8000/api/items?page=1';

/** How Firefox prints a reason, and its reasons in the order of its own file of texts. */
type Language = {
  readonly name: string;
  readonly message: (reason: string) => string;
  readonly reasons: readonly (readonly [reason: string, cause: CauseId | 'no response'])[];
};

const LANGUAGES: readonly Language[] = [
  {
    name: 'French',
    message: (reason) =>
      `Blocage d’une requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur ${URL}. Raison : ${reason}.`,
    reasons: [
      ['échec de la requête CORS', 'no response'],
      ['la redirection externe de requêtes CORS n’est pas autorisée', 'preflight-redirect'],
      ['la requête CORS n’utilise pas HTTP', 'scheme-not-http'],
      ['l’en-tête CORS « Access-Control-Allow-Origin » est manquant', 'missing-allow-origin'],
      [
        'le recours à plusieurs en-têtes CORS « Access-Control-Allow-Origin » n’est pas autorisé',
        'multiple-allow-origin-values',
      ],
      [
        'l’en-tête CORS « Access-Control-Allow-Origin » ne correspond pas à « http://a.test »',
        'allow-origin-mismatch',
      ],
      [
        'l’identification n’est pas prise en charge si la valeur de l’en-tête CORS « Access-Control-Allow-Origin » est « * »',
        'wildcard-with-credentials',
      ],
      ['méthode manquante dans l’en-tête « Access-Control-Allow-Methods »', 'method-not-allowed'],
      [
        '« true » attendu dans l’en-tête CORS « Access-Control-Allow-Credentials »',
        'credentials-not-allowed',
      ],
      ['échec de la réponse de pré-vérification des requêtes CORS', 'preflight-status'],
      [
        'jeton « GET,POST; » invalide dans l’en-tête CORS « Access-Control-Allow-Methods »',
        'invalid-allow-methods',
      ],
      [
        'jeton « x:y » invalide dans l’en-tête CORS « Access-Control-Allow-Headers »',
        'invalid-allow-headers',
      ],
      [
        'l’en-tête « x-csrftoken » n’est pas autorisé d’après l’en-tête « Access-Control-Allow-Headers » de la réponse de pré-vérification des requêtes CORS',
        'header-not-allowed',
      ],
    ],
  },
  {
    name: 'German',
    message: (reason) =>
      `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${URL}. (Grund: ${reason}).`,
    reasons: [
      ['CORS-Anfrage schlug fehl', 'no response'],
      ['Externe Weiterleitung der CORS-Anfrage verboten', 'preflight-redirect'],
      ['CORS-Anfrage war nicht http', 'scheme-not-http'],
      ["CORS-Kopfzeile 'Access-Control-Allow-Origin' fehlt", 'missing-allow-origin'],
      [
        "Es darf nur ein eine CORS-Kopfzeile 'Access-Control-Allow-Origin' verwendet werden",
        'multiple-allow-origin-values',
      ],
      [
        "CORS-Kopfzeile 'Access-Control-Allow-Origin' stimmt nicht mit 'http://a.test' überein",
        'allow-origin-mismatch',
      ],
      [
        "Berechtigung/Credential wird nicht unterstützt, wenn die CORS-Kopfzeile 'Access-Control-Allow-Origin' auf '*' gesetzt ist",
        'wildcard-with-credentials',
      ],
      [
        "Methode nicht in CORS-Kopfzeile 'Access-Control-Allow-Methods' gefunden",
        'method-not-allowed',
      ],
      [
        "'true' in CORS-Kopfzeile 'Access-Control-Allow-Credentials' erwartet",
        'credentials-not-allowed',
      ],
      ['CORS-Preflight-Antwort schlug fehl', 'preflight-status'],
      [
        "ungültiges Token 'x y' in CORS-Kopfzeile 'Access-Control-Allow-Methods'",
        'invalid-allow-methods',
      ],
      [
        "ungültiges Token 'x y' in CORS-Kopfzeile 'Access-Control-Allow-Headers'",
        'invalid-allow-headers',
      ],
      [
        "Kopfzeile 'x-csrftoken' ist aufgrund der Kopfzeile 'Access-Control-Allow-Headers' aus der CORS-Preflight-Antwort nicht zulässig",
        'header-not-allowed',
      ],
    ],
  },
  {
    name: 'Spanish',
    message: (reason) =>
      `Solicitud desde otro origen bloqueada: la política de mismo origen impide leer el recurso remoto en ${URL} (razón: ${reason}).`,
    reasons: [
      ['la solicitud CORS no es http', 'scheme-not-http'],
      ["falta la cabecera CORS 'Access-Control-Allow-Origin'", 'missing-allow-origin'],
      [
        "la cabecera CORS 'Access-Control-Allow-Origin' no coincide con 'http://a.test'",
        'allow-origin-mismatch',
      ],
      [
        "la credencial no se admite si la cabecera CORS 'Access-Control-Allow-Credentials' es '*'",
        'wildcard-with-credentials',
      ],
      [
        "token no se ha encontrado el método en la cabecera CORS 'Access-Control-Allow-Methods'",
        'method-not-allowed',
      ],
      [
        "se esperaba 'true' en la cabecera CORS 'Access-Control-Allow-Credentials'",
        'credentials-not-allowed',
      ],
      [
        "token 'x y' no válido en la cabecera CORS 'Access-Control-Allow-Methods'",
        'invalid-allow-methods',
      ],
      [
        "token 'x y' no válido en la cabecera CORS 'Access-Control-Allow-Headers'",
        'invalid-allow-headers',
      ],
    ],
  },
  {
    name: 'Spanish, its other beginning',
    message: (reason) =>
      `Solicitud de origen cruzado bloqueada: La política de mismo origen (Same Origin Policy) no permite la lectura de recursos remotos en ${URL}. (Motivo: ${reason}).`,
    reasons: [
      ['Solicitud CORS sin éxito', 'no response'],
      ['No se permite la redirección externa de la solicitud CORS', 'preflight-redirect'],
      [
        'no se permiten múltiples cabeceras CORS ‘Access-Control-Allow-Origin’',
        'multiple-allow-origin-values',
      ],
      [
        'La cabecera ‘x-csrftoken’ no está permitida de acuerdo a la cabecera ‘Access-Control-Allow-Headers’ de la verificación previa de la respuesta CORS',
        'header-not-allowed',
      ],
    ],
  },
  {
    name: 'Portuguese of Brazil',
    message: (reason) =>
      `Requisição cross-origin bloqueada: A diretiva Same Origin (mesma origem) não permite a leitura do recurso remoto em ${URL} (motivo: ${reason}).`,
    reasons: [
      ['falha na requisição CORS', 'no response'],
      ['redirecionamento externo de requisição CORS não permitido', 'preflight-redirect'],
      ['requisição CORS não é http', 'scheme-not-http'],
      ["falta cabeçalho 'Access-Control-Allow-Origin' no CORS", 'missing-allow-origin'],
      [
        'não é permitido vários cabeçalhos ‘Access-Control-Allow-Origin’ no CORS',
        'multiple-allow-origin-values',
      ],
      [
        "cabeçalho 'Access-Control-Allow-Origin' do CORS não corresponde a 'http://a.test'",
        'allow-origin-mismatch',
      ],
      [
        'credencial não suportada se o cabeçalho ‘Access-Control-Allow-Origin’ do CORS for ‘*’',
        'wildcard-with-credentials',
      ],
      [
        "método não encontrado no cabeçalho 'Access-Control-Allow-Methods' do CORS ",
        'method-not-allowed',
      ],
      [
        "esperado 'true' no cabeçalho 'Access-Control-Allow-Credentials' do CORS",
        'credentials-not-allowed',
      ],
      ['falha na resposta de comprovação (preflight) do CORS', 'preflight-status'],
      [
        "token 'x y' inválido no cabeçalho 'Access-Control-Allow-Methods' do CORS",
        'invalid-allow-methods',
      ],
      [
        "token ‘x y’ inválido no cabeçalho 'Access-Control-Allow-Headers' do CORS",
        'invalid-allow-headers',
      ],
      [
        'header ‘x-csrftoken’ não permitido, de acordo com o header ‘Access-Control-Allow-Headers’ da resposta de comprovação (preflight) do CORS',
        'header-not-allowed',
      ],
    ],
  },
  {
    name: 'Portuguese of Portugal',
    message: (reason) =>
      `Pedido de origem cruzada bloqueado: A política da mesma origem não permite a leitura do recurso remoto em ${URL}. (Motivo: ${reason}).`,
    reasons: [
      ["cabeçalho CORS 'Access-Control-Allow-Origin' em falta", 'missing-allow-origin'],
      [
        "cabeçalho CORS 'Access-Control-Allow-Origin' não corresponde a 'http://a.test'",
        'allow-origin-mismatch',
      ],
      ['canal CORS preflight não finalizado', 'preflight-status'],
    ],
  },
  {
    name: 'Japanese',
    message: (reason) =>
      `クロスオリジン要求をブロックしました: 同一生成元ポリシーにより、${URL} にあるリモートリソースの読み込みは拒否されます (理由: ${reason})。`,
    reasons: [
      ['CORS 要求が成功しなかった', 'no response'],
      ['CORS 要求の外部リダイレクトは許可されない', 'preflight-redirect'],
      ['CORS 要求が http でない', 'scheme-not-http'],
      ['CORS ヘッダー ‘Access-Control-Allow-Origin’ が足りない', 'missing-allow-origin'],
      [
        'CORS ヘッダー ‘Access-Control-Allow-Origin’ が ‘http://a.test’ と異なる',
        'allow-origin-mismatch',
      ],
      [
        'CORS ヘッダー ‘Access-Control-Allow-Origin’ が ‘*’ である場合、認証情報はサポートされない',
        'wildcard-with-credentials',
      ],
      [
        'CORS ヘッダー ‘Access-Control-Allow-Methods’ にメソッドが見つからない',
        'method-not-allowed',
      ],
      [
        'CORS ヘッダー ‘Access-Control-Allow-Credentials’ は ‘true’ であるべき',
        'credentials-not-allowed',
      ],
      ['CORS プリフライトチャンネルが継承されていない', 'preflight-status'],
      [
        'CORS ヘッダー ‘Access-Control-Allow-Methods’ に不正なトークン ‘x y’ が含まれる',
        'invalid-allow-methods',
      ],
      [
        'CORS ヘッダー ‘Access-Control-Allow-Headers’ に不正なトークン ‘x y’ が含まれる',
        'invalid-allow-headers',
      ],
      [
        'CORS プリフライトチャンネルからの CORS ヘッダー ‘Access-Control-Allow-Headers’ にトークン ‘x-csrftoken’ が足りない',
        'header-not-allowed',
      ],
    ],
  },
  {
    name: 'Chinese of China',
    message: (reason) =>
      `已拦截跨源请求：同源策略禁止读取位于 ${URL} 的远程资源。（原因：${reason}）。`,
    reasons: [
      ['CORS 请求未能成功', 'no response'],
      ['CORS 请求不是 http', 'scheme-not-http'],
      ["CORS 头缺少 'Access-Control-Allow-Origin'", 'missing-allow-origin'],
      ["CORS 头 'Access-Control-Allow-Origin' 不匹配 'http://a.test'", 'allow-origin-mismatch'],
      ["找不到 CORS 头中的 'Access-Control-Allow-Methods'", 'method-not-allowed'],
      ["CORS 头中的 'Access-Control-Allow-Credentials' 预期为 'true'", 'credentials-not-allowed'],
      ['CORS 预检通道未成功', 'preflight-status'],
      ["CORS 头 'Access-Control-Allow-Methods' 中的令牌 'x y' 无效", 'invalid-allow-methods'],
      ["CORS 头 'Access-Control-Allow-Headers' 中的令牌 'x y' 无效", 'invalid-allow-headers'],
      [
        "来自 CORS 预检通道的 CORS 头 'Access-Control-Allow-Headers' 的令牌 'x-csrftoken' 无效",
        'header-not-allowed',
      ],
    ],
  },
  {
    name: 'Chinese of Taiwan',
    message: (reason) =>
      `已封鎖跨來源請求: 同源政策不允許讀取 ${URL} 的遠端資源。（原因: ${reason}）。`,
    reasons: [
      ['CORS 請求未成功', 'no response'],
      ['不允許 CORS 請求被重導到外部', 'preflight-redirect'],
      ["缺少 CORS 'Access-Control-Allow-Origin' 檔頭", 'missing-allow-origin'],
      ['不允許有多個「Access-Control-Allow-Origin」CORS 標頭', 'multiple-allow-origin-values'],
      ["CORS 'Access-Control-Allow-Origin' 檔頭不符合「http://a.test」", 'allow-origin-mismatch'],
      [
        "CORS 'Access-Control-Allow-Origin' 設定為「*」時不支援使用帳號密碼",
        'wildcard-with-credentials',
      ],
      ["CORS 'Access-Control-Allow-Methods' 檔頭中找不到方法", 'method-not-allowed'],
      ["CORS 'Access-Control-Allow-Credentials' 檔頭應為 'true'", 'credentials-not-allowed'],
      ['CORS preflight 回應並未成功', 'preflight-status'],
      ['CORS「Access-Control-Allow-Headers」檔頭中的 token「x y」無效', 'invalid-allow-headers'],
      [
        "根據 CORS preflight 回應的 'Access-Control-Allow-Headers' 內容，不允許使用檔頭「x-csrftoken」",
        'header-not-allowed',
      ],
    ],
  },
];

describe.each(LANGUAGES)('$name', ({ message, reasons }) => {
  test.each(reasons)('%s', (reason, means) => {
    const [claim, ...others] = readConsole(message(reason)).claims;
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      browser: 'firefox',
      url: URL,
      instead: means === 'no response' ? 'no-response' : null,
      causes: means === 'no response' ? [] : [means],
      ...(means === 'allow-origin-mismatch' ? { named: 'http://a.test' } : {}),
      ...(means === 'header-not-allowed' ? { named: 'x-csrftoken' } : {}),
    });
  });
});

test.each([
  [
    'French',
    'Blocage d’une requête multiorigines (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur http://a.test/x. Raison : l’en-tête CORS « Access-Control-Allow-Origin » est manquant. Code d’état : 404.',
    404,
  ],
  [
    'Portuguese',
    "Requisição cross-origin bloqueada: A diretiva Same Origin (mesma origem) não permite a leitura do recurso remoto em http://a.test/x (motivo: falta cabeçalho 'Access-Control-Allow-Origin' no CORS). Código de status: 404.",
    404,
  ],
  [
    'Japanese',
    "クロスオリジン要求をブロックしました: 同一生成元ポリシーにより、http://a.test/x にあるリモートリソースの読み込みは拒否されます (理由: CORS ヘッダー 'Access-Control-Allow-Origin' が足りない)。ステータスコード: 200",
    200,
  ],
  [
    'Chinese',
    "已拦截跨源请求：同源策略禁止读取位于 http://a.test/x 的远程资源。（原因：CORS 头缺少 'Access-Control-Allow-Origin'）。状态码：500。",
    500,
  ],
])('the status in %s', (_, text, status) => {
  expect(readConsole(text).claims).toMatchObject([{ causes: ['missing-allow-origin'], status }]);
});

test('of several messages about one request, the one that says most counts', () => {
  const of = (reason: string) =>
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${URL}. (Reason: ${reason}).`;
  const text = [
    of('CORS request external redirect not allowed'),
    of('CORS preflight response did not succeed'),
    of('CORS request did not succeed'),
  ].join('\n');
  expect(readConsole(text).claims.map(({ causes }) => causes)).toEqual([['preflight-redirect']]);
});
