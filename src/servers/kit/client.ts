import { code } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { javascriptString } from './literals.ts';
import type { Snippet, SnippetLine } from './stack.ts';

/**
 * What the page must write so that its requests carry cookies: fetch, Axios, jQuery. Empty when
 * the requirement has no credentials.
 */
export function credentialsSnippets(requirement: AnswerRequirement): readonly Snippet[] {
  if (!requirement.credentials) return [];
  const url = javascriptString(requirement.url);
  const method = javascriptString(requirement.method);
  return [
    snippet('fetch', [
      context(`await fetch(${url}, {`),
      context(`  method: ${method},`),
      added("  credentials: 'include',"),
      context('});'),
    ]),
    snippet('Axios', [
      context('await axios.request({'),
      context(`  url: ${url},`),
      context(`  method: ${method},`),
      added('  withCredentials: true,'),
      context('});'),
    ]),
    snippet('jQuery', [
      context('$.ajax({'),
      context(`  url: ${url},`),
      context(`  method: ${method},`),
      added('  xhrFields: { withCredentials: true },'),
      context('});'),
    ]),
  ];
}

const context = (text: string): SnippetLine => ({ text, mark: 'context' });
const added = (text: string): SnippetLine => ({ text, mark: 'added' });

function snippet(file: string, lines: readonly SnippetLine[]): Snippet {
  return {
    file,
    language: 'javascript',
    place: [
      'Where the page makes the request; the marked line sends its cookies (',
      code(file),
      ').',
    ],
    lines,
  };
}
