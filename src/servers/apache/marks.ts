import { get, type HeaderList, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** Whether httpd sent or forwarded the response. Tomcat's `Apache-Coyote` is another server. */
export function isApache(list: HeaderList): boolean {
  return /^Apache(\/|$)/.test(get(list, 'server') ?? '');
}

/** As measured on httpd 2.4. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: isAlone,
    evidence: (one) =>
      say`Apache httpd sends ${lineOf(one, 'Server')}.`
        .fr`Apache httpd envoie ${lineOf(one, 'Server')}.`,
  },
  {
    weight: 0.5,
    seen: (one) => isAlone(one) && /^(?=.*TRACE)[A-Z,]+$/.test(headerOf(one, 'allow')),
    evidence: (one) =>
      say`Apache answers ${code('OPTIONS')} with ${lineOf(one, 'Allow')}.`
        .fr`Apache répond à ${code('OPTIONS')} avec ${lineOf(one, 'Allow')}.`,
  },
  {
    weight: 0.2,
    seen: (one) => isAlone(one) && /^"[0-9a-f]+-[0-9a-f]+"$/.test(headerOf(one, 'etag')),
    evidence: (one) =>
      say`Apache sends ${lineOf(one, 'ETag')} with its own files.`
        .fr`Apache envoie ${lineOf(one, 'ETag')} avec ses propres fichiers.`,
  },
];

/** The release, if the server sends it. */
export function versions(answers: readonly SeenAnswer[]): readonly string[] {
  const server = answers.findLast(isAlone);
  const version = server && /^Apache\/(\d+\.\d+)/.exec(headerOf(server, 'server'))?.[1];
  return version === undefined ? [] : [`Apache ${version}`];
}

/** Not if an application behind it sends its own name. */
function isAlone({ headers }: SeenAnswer): boolean {
  return isApache(headers) && !has(headers, 'x-powered-by');
}
