import {
  answersThatAllowed,
  findingOf,
  hasCorsHeader,
  headerIncludes,
  refusal,
} from '../../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../../evidence/hint.ts';
import { code } from '../../../model/prose.ts';
import { shownList } from '../../../model/shown.ts';

/**
 * Apache keeps two tables of headers: `Header set` goes on good answers, `Header always set` on
 * errors and redirects too; what is in both is sent twice.
 */
export const apacheHeaderTables: HintRule = {
  id: 'apache-header-tables',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !headerIncludes(refused.headers, 'server', 'apache')) return null;
    if (headerIncludes(refused.headers, 'server', 'coyote')) return null;
    return twice(context) ?? onGoodAnswersOnly(context, refused.status, refused.headers);
  },
};

const DOCS = 'https://httpd.apache.org/docs/2.4/mod/mod_headers.html#header';

function twice(context: HintContext): ReturnType<HintRule['detect']> {
  const received = findingOf(context, 'multiple-allow-origin-values')?.evidence.received ?? [];
  const values = received.flatMap((line) => line.split(',')).map((value) => value.trim());
  // A list of different origins in one line is one setting, not two.
  const isList = received.length === 1 && new Set(values).size === values.length;
  if (values.length < 2 || (isList && !values.includes('*'))) return null;
  return {
    confidence: 0.6,
    text: [
      'Apache sent ',
      ...shownList(values),
      '. It keeps two tables of headers, ',
      code('Header set'),
      ' and ',
      code('Header always set'),
      ', and sends what is in both twice. Keep the ',
      code('always'),
      ' lines only, and none for what an application behind it already answers.',
    ],
    docs: DOCS,
  };
}

function onGoodAnswersOnly(
  context: HintContext,
  status: number,
  headers: Parameters<typeof hasCorsHeader>[0],
): ReturnType<HintRule['detect']> {
  if (status < 300 || hasCorsHeader(headers)) return null;
  if (!answersThatAllowed(context).some((answer) => answer.status < 300)) return null;
  return {
    confidence: 0.7,
    text: [
      'Apache adds ',
      code('Header set'),
      ' to good answers only, and this one has the status ',
      code(String(status)),
      '. Write ',
      code('Header always set'),
      ' instead of it, not beside it: the two are kept in two tables, and both would be sent.',
    ],
    docs: DOCS,
  };
}
