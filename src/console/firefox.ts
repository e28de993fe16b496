import { corsCheck } from '../policy/cors-check.ts';
import type { CauseId, Phase } from '../policy/finding.ts';
import type { Reason } from './claim.ts';

/**
 * How Firefox begins the message, up to the address, in each language that we know. Versions differ
 * in the words between, never in the first ones.
 * @see dom/chrome/security/security.properties of firefox-l10n
 */
const OPENINGS: readonly string[] = [
  'Cross-Origin Request Blocked: [^:]{1,120}? at',
  "Blocage d[’'](?:une|’une) requête multi-?origines? \\(Cross-Origin Request\\) ?: [^:]{1,120}? sur",
  'Quellübergreifende \\(Cross-Origin\\) Anfrage blockiert: [^:]{1,120}? auf',
  'Solicitud de(?:sde)? (?:otro origen|or[ií]gen(?:es)? cruzados?) bloquead[ao]s?: [^:]{1,120}? en',
  'Requisição cross-origin bloqueada: [^:]{1,120}? em',
  'Pedido de origen cruzado bloqueado: [^:]{1,120}? en',
  'Pedido de origem cruzada bloqueado: [^:]{1,120}? em',
  'クロスオリジン要求をブロックしました: ?[^:]{1,60}?により、',
  '已(?:拦截|阻止)跨源请求[:：] ?同源策略禁止读取位于',
  '已封鎖跨來源請求[:：] ?同源政策不允許讀取',
];

/** What some languages say between the address and the reason. */
const AFTER_ADDRESS = '(?:にある[^(（]{1,60}|的远程资源。|的遠端資源。)?';
const REASON = '(?:Reason|Raison|Grund|Raz[oó]n|Motivo|理由|原因) ?[:：] ?';

/** Until 2014, it gave no reason. */
const NO_REASON = 'This can be fixed by moving the resource to the same domain or enabling CORS';

/** The message up to its reason, with the group `url`. */
export const FIREFOX_OPENING = new RegExp(
  `(?:${OPENINGS.join('|')}) ?['‘«]? ?(?<url>[^\\s‘’'"«»]{1,4000}?)[’'»]?\\.? ?${AFTER_ADDRESS} ?(?:[(（]?${REASON}|(?=${NO_REASON})|(?=(?:\\.|…)*['"’»]? ?$))`,
  'giu',
);

/** The last part of a message. The address stands before it. */
export const FIREFOX_END = new RegExp(
  `(?:[(（]|\\b)${REASON}(?=[^.。]{0,40}(?:CORS|Access-Control))`,
  'giu',
);

const STATUS =
  /^.{0,400}?(?:Status code|Code d['’]état|Statuscode|Código de (?:estado|status)|ステータスコード|状态码|狀態代[碼码]) ?[:：] ?(\d{3})/iu;

/** A value between quotes of any language. An apostrophe after a letter begins no value. */
const QUOTED =
  /(?:(?<!\p{L})['`]|["“„])([^'"“”„`]{1,300})['"“”`]|«\s?([^«»]{1,300}?)\s?»|「([^「」]{1,300})」/gu;
const PREFLIGHT =
  /pre-?flight|pré-vérification|pré-conexão|prevuelo|verificación previa|comprovação|プリフライト|预检|預檢/iu;
const SEVERAL = /m[uú]ltipl|plusieurs|nur ein|vários|varios|多个|多個|複数|no est[aá] permitido/iu;
const MISSING =
  /missing|manquant|absent|fehlt|falta|ausente|presente|足りない|ない|見つから|缺少|缺失|没有|沒有/iu;
const NOT_HTTP = /\bhttp\b/i;
const REDIRECT =
  /redirect|weiterleitung|redirec[ci]i?[oó]n|redirecionamento|リダイレクト|重定向|重导|重導/iu;
const NO_RESPONSE =
  /did not succeed|request failed|échec de la requête|(?:anfrage|anschlag) schlug fehl|sin éxito|no exitosa|falló|falha na requisição|não foi bem sucedido|成功しなかった|未能成功|未成功|[请請]求失[败敗]/iu;

/**
 * What a reason means. All languages leave the names of headers as they are, and quote the values
 * of the request and the response, so that the words between them decide little.
 */
export function firefoxReason(rest: string): Reason | null {
  const words = reasonOf(rest);
  const none = { causes: [], phase: null, named: null } as const;
  if (rest.startsWith(NO_REASON)) {
    return { ...none, instead: 'no-reason', length: NO_REASON.length };
  }
  if (/^(?:\.|…|['"’»]|\s)*$/.test(rest)) return { ...none, instead: 'cut-off', length: 0 };
  const [, status] = STATUS.exec(rest) ?? [];
  const stated = {
    length: words.length,
    ...(status === undefined ? {} : { status: Number(status) }),
  };
  const [cause, phase, named] = meaningOf(words) ?? [null, null, null];
  if (cause !== null) return { causes: [cause], phase, named, ...stated };
  return NO_RESPONSE.test(words) ? { ...none, instead: 'no-response', ...stated } : null;
}

/** The reason ends at the bracket, or at the end of the sentence if it has none. */
const reasonOf = (rest: string): string =>
  /^.{0,500}?(?:(?<!\(null)[)）]|[.。](?:\s|$)|$)/u.exec(rest)?.[0] ?? '';

/** Firefox has one reason for every value that is not the page’s origin. */
function causeOfValue(value: string): CauseId {
  const headers = [['Access-Control-Allow-Origin', value]] as const;
  const nobody = { origin: '', credentials: 'omit', status: 200, phase: 'actual', hop: 0 } as const;
  return corsCheck({ ...nobody, headers })[0]?.cause ?? 'allow-origin-mismatch';
}

type Meaning = readonly [CauseId, Phase | null, named: string | null];

function meaningOf(words: string): Meaning | null {
  const quoted = [...words.matchAll(QUOTED)].map(([, ...values]) => values.find(Boolean) ?? '');
  const value = quoted.find((one) => !/^Access-Control-/i.test(one)) ?? null;
  // It warns that the next version refuses. This one did not.
  if (quoted.includes('*') && quoted.includes('Authorization')) return null;
  if (/Access-Control-Allow-Methods/i.test(words)) {
    return value === null
      ? ['method-not-allowed', 'preflight', null]
      : ['invalid-allow-methods', 'preflight', value];
  }
  if (/Access-Control-Allow-Headers/i.test(words)) {
    if (value === null) return null;
    return PREFLIGHT.test(words)
      ? ['header-not-allowed', 'preflight', value]
      : ['invalid-allow-headers', 'preflight', value];
  }
  if (value === '*') return ['wildcard-with-credentials', null, null];
  if (/Access-Control-Allow-Credentials/i.test(words))
    return ['credentials-not-allowed', null, null];
  if (/Access-Control-Allow-Origin/i.test(words)) {
    if (value !== null) return [causeOfValue(value), null, value];
    if (SEVERAL.test(words)) return ['multiple-allow-origin-values', null, null];
    return MISSING.test(words) ? ['missing-allow-origin', null, null] : null;
  }
  if (REDIRECT.test(words)) return ['preflight-redirect', 'preflight', null];
  if (PREFLIGHT.test(words)) return ['preflight-status', 'preflight', null];
  if (NOT_HTTP.test(words)) return ['scheme-not-http', null, null];
  return null;
}
