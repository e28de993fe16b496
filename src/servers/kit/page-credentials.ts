import { code } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { say } from '../../model/say.ts';
import { javascriptString } from './literals.ts';
import { added, context } from './snippet-lines.ts';
import type { Snippet } from './stack.ts';

/**
 * What the page must write so that its requests carry cookies: fetch, Axios, jQuery. Empty if the
 * requirement has no credentials.
 */
export function credentialsSnippets(requirement: AnswerRequirement): readonly Snippet[] {
  if (!requirement.credentials) return [];
  const url = javascriptString(requirement.url);
  const method = context(`  method: ${javascriptString(requirement.method)},`);
  const library = (file: string, ...lines: Snippet['lines']): Snippet => ({
    file,
    language: 'javascript',
    place: say`Where the page sends the request with ${code(file)}, add the marked line: it sends
      the cookies.`.fr`Là où la page envoie la requête avec ${code(file)}, ajoutez la ligne
      marquée : elle envoie les cookies.`,
    lines: [...lines, context('});')],
  });
  return [
    library('fetch', context(`await fetch(${url}, {`), method, added("  credentials: 'include',")),
    library(
      'Axios',
      context('await axios.request({'),
      context(`  url: ${url},`),
      method,
      added('  withCredentials: true,'),
    ),
    library(
      'jQuery',
      context('$.ajax({'),
      context(`  url: ${url},`),
      method,
      added('  xhrFields: { withCredentials: true },'),
    ),
  ];
}
