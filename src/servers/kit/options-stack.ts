import { extractTokens, has } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import type { SeenAnswer, SeenServer } from '../../model/seen-server.ts';
import { applicationAnswer } from './application-answer.ts';
import { canBeMet } from './can-be-met.ts';
import {
  areUnchanged,
  type CorsOptions,
  extendedOptions,
  NO_DEFAULTS,
  type OptionDefaults,
  type PresentOptions,
  presentOptions,
  withRefused,
} from './cors-options.ts';
import { lazyRemedy } from './lazy-remedy.ts';
import { detectBySignals, type Signal } from './marks.ts';
import { wildcardCaution } from './origin-notes.ts';
import { credentialsSnippets } from './page-credentials.ts';
import { curlTest } from './regression-test/curl.ts';
import { RESTART_SERVER } from './restart.ts';
import type { Application, Restart, Snippet, Stack } from './stack.ts';

/** The options to write, and what they are based on. */
export type Proposal = {
  readonly requirement: AnswerRequirement;
  readonly seenServer: SeenServer;
  readonly present: PresentOptions;
  readonly options: CorsOptions;
  /**
   * Whether the server has all of these options already, as its other answers show. Then they are in
   * the wrong place.
   */
  readonly isSet: boolean;
};

/** The differences between stacks with the usual options. */
export type OptionsStack = Omit<Stack, 'detect' | 'remedy'> & {
  readonly signals: readonly Signal[];
  /** What it allows if an option is left out; absent: nothing. */
  readonly defaults?: OptionDefaults;
  /** The versions that the answers point to. */
  readonly versions?: (answers: readonly SeenAnswer[]) => readonly string[];
  /** Other present options that its answers show. */
  readonly infer?: (
    present: PresentOptions,
    answers: readonly SeenAnswer[],
    requirement: AnswerRequirement,
  ) => PresentOptions;
  /** Which methods its options must list; absent: those that preflights request. */
  readonly methods?: (requirement: AnswerRequirement, present: PresentOptions) => readonly string[];
  /** Whether the stack supports the proposed options; absent: it does. */
  readonly accepts?: (proposal: Proposal) => boolean;
  /** What a terminal must run first; absent: nothing. */
  readonly install?: (proposal: Proposal) => Snippet | null;
  readonly snippets: (proposal: Proposal) => readonly Snippet[];
  /** What makes the server use the edit; null: it does so at once; absent: a restart. */
  readonly restart?: (proposal: Proposal) => Restart | null;
  readonly notes: (proposal: Proposal) => readonly Prose[];
  /** A regression test in the stack's language; absent: with curl. */
  readonly test?: (requirement: AnswerRequirement) => Snippet;
  readonly cautions?: (proposal: Proposal) => readonly Prose[];
  /** The model: its answer with these options, given the answer of what is behind it. */
  readonly answer: (proposal: Proposal, application: Application) => Application;
};

/** A stack whose CORS code has options for origins, methods, headers and so on. */
export function optionsStack(definition: OptionsStack): Stack {
  const { id, label, kind, docs, basis, isProxy, signals, accepts } = definition;
  const { defaults = NO_DEFAULTS } = definition;
  return {
    id,
    label,
    kind,
    docs,
    basis,
    ...(isProxy && { isProxy }),
    ...(definition.answersAlone && { answersAlone: true }),
    ...(definition.failsWithoutCors && { failsWithoutCors: true }),
    ...(definition.instead && { instead: definition.instead }),
    detect: ({ answers }) => ({
      ...detectBySignals(signals, answers),
      versions: definition.versions?.(answers) ?? [],
    }),
    remedy: (requirement, seenServer) => {
      if (!canBeMet(requirement)) return null;
      const { answers } = seenServer;
      const read = inferred(answers, defaults);
      const present = definition.infer?.(read, answers, requirement) ?? read;
      const methods = definition.methods?.(requirement, present) ?? requirement.methods;
      const smallest = extendedOptions({ ...requirement, methods }, present, defaults);
      const options = withRefused(smallest, requirement.refused ?? []);
      const isSet = present.seen && areUnchanged(smallest);
      const proposal = { requirement, seenServer, present, options, isSet };
      if (accepts?.(proposal) === false) return null;
      const restart =
        definition.restart === undefined ? RESTART_SERVER : definition.restart(proposal);
      return lazyRemedy({
        install: definition.install?.(proposal) ?? null,
        snippets: definition.snippets(proposal),
        pasteAtEnd: null,
        restart,
        notes: () => definition.notes(proposal),
        cautions: () => [...wildcardCaution(present), ...(definition.cautions?.(proposal) ?? [])],
        client: () => credentialsSnippets(requirement),
        test: () => (definition.test ?? curlTest)(requirement),
        answer: definition.answer(proposal, (asked) => applicationAnswer(seenServer, asked)),
      });
    },
  };
}

/** If the default repeats what the preflight requested, such a list is no setting. */
function inferred(answers: readonly SeenAnswer[], defaults: OptionDefaults): PresentOptions {
  const present = presentOptions(answers);
  return {
    ...present,
    methods: defaults.methods === 'any' && echoes(answers, 'method') ? null : present.methods,
    headers: defaults.headers === 'any' && echoes(answers, 'headers') ? null : present.headers,
  };
}

function echoes(answers: readonly SeenAnswer[], what: 'method' | 'headers'): boolean {
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
