import { get, getAll, type HeaderList, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** Whether nginx sent or forwarded the response. */
export function isNginx(list: HeaderList): boolean {
  return /^(?:nginx|openresty)\b/i.test(get(list, 'server') ?? '');
}

/** As measured on nginx 1.22. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => isNginx(one.headers) && !namesApplication(one),
    evidence: (one) => say`The response names only nginx: ${lineOf(one, 'Server')}.`.fr`La réponse
      ne nomme que nginx : ${lineOf(one, 'Server')}.`,
  },
  {
    weight: 0.35,
    seen: (one) => isNginx(one.headers) && namesApplication(one),
    evidence: (one) =>
      say`nginx passed this response on: ${lineOf(one, 'Server')}. You can set the headers there
        or in the application behind it.`.fr`nginx a transmis cette réponse :
        ${lineOf(one, 'Server')}. Vous pouvez définir les en-têtes là ou dans l’application derrière
        lui.`,
  },
  {
    weight: 0.9,
    seen: (one) => isNginx(one.headers) && isOverwritten(one),
    evidence: () =>
      say`nginx probably writes ${code('*')} over the origin that the application names.`.fr`nginx
        écrit probablement ${code('*')} à la place de l’origine que l’application nomme.`,
  },
  {
    weight: 0.5,
    seen: (one) => isNginx(one.headers) && isDoubled(one),
    evidence: () =>
      say`Two layers set ${code('Access-Control-Allow-Origin')}: probably nginx and the application
        behind it.`.fr`Deux couches définissent ${code('Access-Control-Allow-Origin')} :
        probablement nginx et l’application derrière lui.`,
  },
];

/** An application that names origins, and a layer in front that writes `*` over them. */
const isOverwritten = ({ headers }: SeenAnswer): boolean =>
  get(headers, 'access-control-allow-origin') === '*' &&
  get(headers, 'access-control-allow-credentials') === 'true' &&
  /\borigin\b/i.test(getAll(headers, 'vary').join());

/** How applications behind a proxy identify themselves. */
const namesApplication = ({ headers }: SeenAnswer): boolean =>
  ['x-powered-by', 'x-runtime', 'x-frame-options', 'x-aspnet-version'].some((name) =>
    has(headers, name),
  );

/** Whether two layers answered. */
export function isDoubled({ headers }: SeenAnswer): boolean {
  const lines = getAll(headers, 'access-control-allow-origin');
  return lines.length > 1 || lines.some((line) => line.includes(','));
}

/** The preflight answer of a CORS library behind nginx, even if it allows nothing. */
export const isOfLibrary = ({ kind, headers }: SeenAnswer): boolean =>
  kind === 'preflight' && /access-control-request-/i.test(getAll(headers, 'vary').join());

export function versions(answers: readonly SeenAnswer[]): readonly string[] {
  const server = answers
    .map((one) => headerOf(one, 'server'))
    .findLast((one) => /^nginx\//.test(one));
  const version = /^nginx\/(\d+\.\d+)/.exec(server ?? '')?.[1];
  return version === undefined ? [] : [`nginx ${version}`];
}
