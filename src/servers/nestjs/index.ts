import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { callSnippet, libraryNotes } from '../kit/library-call.ts';
import {
  NPM_CORS_DEFAULTS,
  NPM_CORS_NAMES,
  npmCors,
  npmCorsOptions,
} from '../kit/npm-cors/model.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';

/** NestJS on Express, whose `enableCors` passes its options to the npm package cors. */
export const nestjs = optionsStack({
  id: 'nestjs',
  label: 'NestJS · enableCors',
  kind: 'code',
  docs: 'https://docs.nestjs.com/security/cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: NPM_CORS_DEFAULTS,
  snippets: (proposal) => [enableSnippet(proposal)],
  notes: (proposal) => [...libraryNotes(proposal), ...fastifyNote(proposal)],
  answer: ({ options }, application) => npmCors(npmCorsOptions(options), application),
});

function enableSnippet(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      file: 'main.ts',
      language: 'typescript',
      place: say`Paste directly below ${code('NestFactory.create(…)')}, above
        ${code('app.listen(…)')}. Remove every other ${code('app.enableCors(…)')} and
        ${code('cors: true')}.`.fr`Collez juste sous ${code('NestFactory.create(…)')}, au-dessus de
        ${code('app.listen(…)')}. Retirez tout autre ${code('app.enableCors(…)')} et
        ${code('cors: true')}.`,
    },
    ['app.enableCors({'],
    javascriptOptions(proposal.options, NPM_CORS_NAMES, '  '),
    ['});'],
  );
}

/** On Fastify the same options go to a library with other defaults. */
function fastifyNote({ requirement, options }: Proposal): readonly Prose[] {
  if (options.methods !== null || requirement.methods.length === 0) return [];
  return [
    say`With ${code('FastifyAdapter')}, add ${code('methods')} too: its default is only
      ${code('GET')}, ${code('HEAD')} and ${code('POST')}.`
      .fr`Avec ${code('FastifyAdapter')}, ajoutez aussi ${code('methods')} : par défaut, cette liste
      se limite à ${code('GET')}, ${code('HEAD')} et ${code('POST')}.`,
  ];
}
