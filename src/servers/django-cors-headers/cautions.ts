import { get, has } from '../../model/header-list.ts';
import { isCrossSite } from '../../model/origin.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { codeList, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import type { Present } from './infer.ts';
import { isStaticPath, passedMiddleware } from './marks.ts';
import type { Proposal } from './propose.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];
const STORAGE = /AmazonS3|UploadServer|Windows-Azure-Blob|CloudFront|Netlify|Vercel|GitHub\.com/i;

/** Dangers of the present settings, and what can still block the request. The worst comes first. */
export function cautionsOn(
  requirement: AnswerRequirement,
  present: Present,
  proposal: Proposal,
): readonly Prose[] {
  return [
    ...otherServer(requirement, present),
    ...overwritten(present),
    ...allowAll(present),
    ...unseenAllowAll(present, proposal),
    ...crossSiteCookies(requirement, present),
    ...csrf(requirement, present),
    ...forAllListed(present, proposal),
  ];
}

function otherServer({ url }: AnswerRequirement, present: Present): readonly Prose[] {
  const answer = present.deciding;
  // An error of a proxy has a hint of its own.
  if (answer === null || passedMiddleware(answer) || answer.status >= 500) return [];
  const server = get(answer.headers, 'server') ?? '';
  if (present.staticFile || !(isStaticPath(url) || STORAGE.test(server))) return [];
  const named = server === '' ? [] : prose` (${shown(`Server: ${server}`)})`;
  return [
    say`This response has none of Django’s headers${named}. A file server, bucket or CDN probably
      sent it: set CORS there, because Django’s settings do not reach it.`.fr`Cette réponse n’a
      aucun des en-têtes de Django${named}. Un serveur de fichiers, un bucket ou un CDN l’a
      probablement envoyée : réglez CORS là-bas, car les réglages de Django ne l’atteignent pas.`,
  ];
}

function allowAll({ allowAll }: Present): readonly Prose[] {
  if (allowAll !== true) return [];
  return [
    say`Every site can read these responses now, because ${ALLOW_ALL} is on. The list replaces it:
      add the other origins that need this server.`.fr`Tous les sites peuvent lire ces réponses
      aujourd’hui, car ${ALLOW_ALL} est activé. La liste le remplace : ajoutez les autres origines
      qui ont besoin de ce serveur.`,
  ];
}

/** The setting by its new and its old name. */
export const ALLOW_ALL = codeList(['CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL'], 'or');

/** A setting that no answer shows may allow every site; with credentials, that is a hole. */
function unseenAllowAll(present: Present, { credentials }: Proposal): readonly Prose[] {
  if (!credentials || present.allowAll !== null) return [];
  return [
    say`Delete ${ALLOW_ALL}, if your settings have it: with these lines, every site could send
      cookies.`.fr`Supprimez ${ALLOW_ALL}, si vos réglages le contiennent : avec ces lignes,
      n’importe quel site pourrait envoyer des cookies.`,
  ];
}

function forAllListed(present: Present, { credentials }: Proposal): readonly Prose[] {
  if (!credentials || present.allowAll !== false) return [];
  return [
    say`Every origin that your settings allow can now send cookies. Keep only those that are
      yours.`.fr`Chaque origine que vos réglages autorisent peut maintenant envoyer des cookies.
      Gardez seulement celles qui sont les vôtres.`,
  ];
}

function overwritten(present: Present): readonly Prose[] {
  if (!present.overwritten) return [];
  return [
    say`Something replaced the ${code('Access-Control-Allow-Origin')} that CorsMiddleware sent. If
      it is a proxy, remove the header there: ${code('settings.py')} cannot undo it.`.fr`Quelque
      chose a remplacé le ${code('Access-Control-Allow-Origin')} que CorsMiddleware a envoyé. Si
      c’est un proxy, supprimez l’en-tête là-bas : ${code('settings.py')} ne peut rien y changer.`,
  ];
}

/** Django 3.x never checks the Origin header. */
function csrf({ credentials, method, origin }: AnswerRequirement, present: Present) {
  const isSafe = SAFE_METHODS.includes(method.toUpperCase());
  if (!credentials || isSafe || present.django === '3.2') return [];
  return [
    say`CSRF checks ignore the CORS settings. Since Django 4.0, a ${shown(method)} with cookies
      needs ${shown(origin)} in ${code('CSRF_TRUSTED_ORIGINS')}; otherwise Django returns 403.`
      .fr`Les vérifications CSRF ignorent les réglages CORS. Depuis Django 4.0, une requête
      ${shown(method)} avec cookies a besoin de ${shown(origin)} dans
      ${code('CSRF_TRUSTED_ORIGINS')} ; sinon Django renvoie 403.`,
  ];
}

/** If the response sets a cookie, the hint samesite-cookie covers that cookie. */
function crossSiteCookies(
  { credentials, origin, server }: AnswerRequirement,
  { deciding }: Present,
): readonly Prose[] {
  const setsCookies = deciding !== null && has(deciding.headers, 'set-cookie');
  if (!credentials || setsCookies || !isCrossSite(origin, server)) return [];
  return [
    say`${shown(origin)} and ${shown(server)} are different sites. The session cookie travels
      between them only with ${code("SESSION_COOKIE_SAMESITE = 'None'")} and
      ${code('SESSION_COOKIE_SECURE = True')} (set ${code('CSRF_COOKIE_…')} in the same way), and only if
      the browser allows third-party cookies.`.fr`${shown(origin)} et ${shown(server)} sont des
      sites différents. Le cookie de session ne passe de l’un à l’autre qu’avec
      ${code("SESSION_COOKIE_SAMESITE = 'None'")} et ${code('SESSION_COOKIE_SECURE = True')}
      (définissez ${code('CSRF_COOKIE_…')} de la même façon), et seulement si le navigateur autorise
      les cookies tiers.`,
  ];
}
