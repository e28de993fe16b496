import { extractTokens, has } from '../../model/header-list.ts';
import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import type { Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { applicationAnswer } from './application.ts';
import { credentialsSnippets } from './client.ts';
import {
  type CorsOptions,
  extendedOptions,
  type OptionDefaults,
  type PresentOptions,
  presentOptions,
} from './cors-options.ts';
import { detectBySignals, type Signal } from './marks.ts';
import { isMeetable } from './meetable.ts';
import { wildcardCaution } from './notes.ts';
import { curlTest } from './regression-test/curl.ts';
import type { ServerAnswer, ServerRequest, Snippet, Stack } from './stack.ts';

/** Everything that answers a request. */
export type Application = (request: ServerRequest) => ServerAnswer;

/** The options to write, and what they were made of. */
export type Proposal = {
  readonly requirement: AnswerRequirement;
  readonly observation: ServerObservation;
  readonly present: PresentOptions;
  readonly options: CorsOptions;
};

/** What a stack that takes the usual options says of itself; all else is the same for each. */
export type OptionsStack = Omit<Stack, 'detect' | 'remedy'> & {
  readonly signals: readonly Signal[];
  readonly defaults: OptionDefaults;
  /** What the answers tell of versions. */
  readonly versions?: (answers: readonly ObservedAnswer[]) => readonly string[];
  /** What else its answers tell of the present options. */
  readonly infer?: (present: PresentOptions, answers: readonly ObservedAnswer[]) => PresentOptions;
  /** Which methods its options must list; absent: those that preflights ask for. */
  readonly methods?: (requirement: AnswerRequirement, present: PresentOptions) => readonly string[];
  /** Whether the stack can do what is proposed; absent: whatever headers can say at all. */
  readonly accepts?: (proposal: Proposal) => boolean;
  readonly snippets: (proposal: Proposal) => readonly Snippet[];
  readonly notes: (proposal: Proposal) => readonly Prose[];
  /** A regression test in its own idiom; absent: by curl. */
  readonly test?: (requirement: AnswerRequirement) => Snippet;
  readonly cautions?: (proposal: Proposal) => readonly Prose[];
  /** The model: what it answers with these options, given what stands behind it. */
  readonly answer: (proposal: Proposal, application: Application) => Application;
};

/** A stack whose CORS code takes origins, methods, headers and so on as options. */
export function optionsStack(definition: OptionsStack): Stack {
  const { id, label, docs, basis, isProxy, signals, defaults, accepts } = definition;
  return {
    id,
    label,
    docs,
    basis,
    ...(isProxy && { isProxy }),
    detect: ({ answers }) => ({
      ...detectBySignals(signals, answers),
      versions: definition.versions?.(answers) ?? [],
    }),
    remedy: (requirement, observation) => {
      if (!isMeetable(requirement)) return null;
      const { answers } = observation;
      const read = inferred(answers, defaults);
      const present = definition.infer?.(read, answers) ?? read;
      const methods = definition.methods?.(requirement, present) ?? requirement.methods;
      const options = extendedOptions({ ...requirement, methods }, present, defaults);
      const proposal = { requirement, observation, present, options };
      if (accepts?.(proposal) === false) return null;
      return {
        snippets: definition.snippets(proposal),
        notes: definition.notes(proposal),
        cautions: [...wildcardCaution(present), ...(definition.cautions?.(proposal) ?? [])],
        client: credentialsSnippets(requirement),
        test: (definition.test ?? curlTest)(requirement),
        answer: definition.answer(proposal, (asked) => applicationAnswer(observation, asked)),
      };
    },
  };
}

/** A list that only repeats what the preflight asked for is no setting, where that is the default. */
function inferred(answers: readonly ObservedAnswer[], defaults: OptionDefaults): PresentOptions {
  const present = presentOptions(answers);
  return {
    ...present,
    methods: defaults.methods === 'any' && echoes(answers, 'method') ? null : present.methods,
    headers: defaults.headers === 'any' && echoes(answers, 'headers') ? null : present.headers,
  };
}

function echoes(answers: readonly ObservedAnswer[], what: 'method' | 'headers'): boolean {
  const allow = `access-control-allow-${what === 'method' ? 'methods' : 'headers'}`;
  const newest = answers.findLast(({ headers }) => has(headers, allow));
  return (
    newest !== undefined &&
    lowerCase(extractTokens(newest.headers, allow)) ===
      lowerCase(extractTokens(newest.requestHeaders, `access-control-request-${what}`))
  );
}

const lowerCase = (tokens: ReturnType<typeof extractTokens>): string =>
  tokens === null || tokens === 'failure' ? '' : tokens.toSorted().join().toLowerCase();
