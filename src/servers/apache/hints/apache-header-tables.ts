import {
  answersThatAllowed,
  findingOf,
  hasCorsHeader,
  type Refusal,
  refusal,
} from '../../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../../evidence/hint.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shownList } from '../../../model/shown.ts';
import { isApache } from '../marks.ts';

/**
 * Apache keeps two tables of headers. `Header set` works on successful responses only; `Header
 * always set` also on errors and redirects. A header in both tables is sent twice.
 */
export const apacheHeaderTables: HintRule = {
  id: 'apache-header-tables',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !isApache(refused.headers)) return null;
    return twice(context) ?? onGoodAnswersOnly(context, refused);
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
    text: say`Keep only the ${code('Header always set')} lines, and none for a header that the
      application behind Apache already sends. Apache sent ${shownList(values)}. It keeps two tables
      of headers, for ${code('Header set')} and ${code('Header always set')}, and sends both.`
      .fr`Gardez seulement les lignes ${code('Header always set')}, et aucune pour un en-tête que
      l’application derrière Apache envoie déjà. Apache a envoyé ${shownList(values)}. Il tient deux
      tables d’en-têtes, l’une pour ${code('Header set')} et l’autre pour
      ${code('Header always set')}, et envoie les deux.`,
    docs: DOCS,
  };
}

function onGoodAnswersOnly(
  context: HintContext,
  { status, headers }: Refusal,
): ReturnType<HintRule['detect']> {
  if (status < 300 || hasCorsHeader(headers)) return null;
  if (!answersThatAllowed(context).some((answer) => answer.status < 300)) return null;
  return {
    confidence: 0.7,
    text: say`Write ${code('Header always set')} in place of ${code('Header set')}. Do not keep
      both: Apache would send both. It adds ${code('Header set')} only to good responses, and this
      one has the status ${code(String(status))}.`
      .fr`Écrivez ${code('Header always set')} à la place de ${code('Header set')}. Ne gardez pas
      les deux : Apache enverrait les deux. Il n’applique ${code('Header set')} qu’aux réponses
      réussies, et celle-ci a le statut ${code(String(status))}.`,
    docs: DOCS,
  };
}
