import type { HeaderList } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { CACHE_CAUTION, corsLayer, type LayerHabits, layerSettings } from './cors-layer.ts';
import type { CorsOptions, OptionDefaults, PresentOptions } from './cors-options.ts';
import { containsAll } from './lists.ts';
import { detectBySignals, type Signal } from './marks.ts';
import { optionsStack, type Proposal } from './options-stack.ts';
import { npmSnippet } from './product-settings.ts';
import { RESTART_SERVER } from './restart.ts';
import type { Instead, Restart, Snippet, Stack } from './stack.ts';

/**
 * Who decides about a list. `set`: the setting. `any`: nobody, all that is asked for is allowed. A
 * list: the server itself, which always allows these.
 */
export type Decided = 'set' | 'any' | readonly string[];

/** What the setting of a product or platform can express. */
export type Abilities = {
  /** `one`: it takes a single origin, and sends it to every page. */
  readonly origins: 'list' | 'one';
  /** `always`: every allowed origin gets them. */
  readonly credentials: 'set' | 'always' | 'never';
  readonly methods: Decided;
  /** Lower-case. */
  readonly headers: Decided;
  /** What pages may read. Lower-case. */
  readonly expose: Exclude<Decided, 'any'>;
};

/** What to write: values that the server's setting must have. */
export type Written = {
  readonly origins: readonly [string, ...string[]];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
  /** Seconds, if the server's responses have a maximum age. */
  readonly maxAge: number | null;
  readonly requirement: AnswerRequirement;
};

/** A small room: all of it is data. */
export type SettingsStack = Pick<
  Stack,
  'id' | 'label' | 'kind' | 'docs' | 'isProxy' | 'answersAlone' | 'instead'
> & {
  readonly basis?: Stack['basis'];
  readonly marks: readonly Signal[];
  readonly can: Abilities;
  /** What its lists contain if they are not set. */
  readonly defaults?: Partial<Pick<OptionDefaults, 'methods' | 'headers'>>;
  /** What the clients of this server ask for next: listed anyway, so that one fix is enough. */
  readonly lists?: Partial<Pick<AnswerRequirement, 'methods' | 'headers' | 'expose'>>;
  /** The methods that its setting accepts; absent: all. */
  readonly onlyMethods?: readonly string[];
  /** Whether the setting must list the method of a request without a preflight too. */
  readonly listsEveryMethod?: true;
  /** How it then answers; absent: 204, and always `Vary: Origin`. */
  readonly answers?: LayerHabits;
  /** The fix. Null if it cannot be written for these values. */
  readonly write: (values: Written) => readonly Snippet[] | null;
  /** What a terminal must run first; absent: nothing. */
  readonly install?: string;
  /** What makes it use the new setting; null: nothing; absent: a restart, if it is no platform. */
  readonly restart?: Restart | null;
  readonly notes?: readonly Prose[];
};

const USUAL: LayerHabits = { preflightStatus: 204, varies: 'always' };

/**
 * A server whose CORS code is closed: its setting, and its answers with it. They are what
 * `cors-layer.ts` answers with the lists that the server always allows.
 */
export function settingsStack(definition: SettingsStack): Stack {
  const { id, label, kind, docs, isProxy, answersAlone, instead } = definition;
  const { basis = 'documented', answers = USUAL, can, install } = definition;
  const { restart = kind === 'platform' ? null : RESTART_SERVER } = definition;
  const defaults = { ...defaultsOf(can), ...definition.defaults };
  const layer = corsLayer(answers, defaults);
  const stack = optionsStack({
    id,
    label,
    kind,
    docs,
    basis,
    ...(isProxy && { isProxy }),
    ...((answersAlone || kind === 'product') && { answersAlone: true }),
    ...(instead && { instead }),
    signals: definition.marks,
    defaults,
    infer: (present) => settable(present, can),
    ...(definition.listsEveryMethod && {
      methods: ({ methods, method }) => [...new Set([...methods, method])],
    }),
    accepts: (proposal) => isAble(proposal, definition) && write(definition, proposal) !== null,
    snippets: (proposal) => write(definition, proposal) ?? [],
    ...(install !== undefined && { install: () => npmSnippet(install) }),
    restart: () => restart,
    notes: () => definition.notes ?? [],
    cautions: () => (can.origins === 'one' || answers.varies === 'always' ? [] : [CACHE_CAUTION]),
    answer: ({ options }, application) => {
      const answer = layer({ options: withOwn(options, can) }, application);
      const [only] = options.origins.value;
      return can.origins === 'one' && only !== undefined
        ? (request) => answer({ ...request, headers: from(only, request.headers) })
        : answer;
    },
  });
  const { lists = {} } = definition;
  return {
    ...stack,
    remedy: (requirement, seenServer) => stack.remedy(withLists(requirement, lists), seenServer),
  };
}

const withLists = (
  requirement: AnswerRequirement,
  { methods = [], headers = [], expose = [] }: NonNullable<SettingsStack['lists']>,
): AnswerRequirement => ({
  ...requirement,
  methods: [...new Set([...methods, ...requirement.methods])],
  headers: [...new Set([...headers, ...requirement.headers])],
  expose: [...new Set([...expose, ...requirement.expose])],
});

/** Such a server does not read the origin that asks. */
const from = (origin: string, headers: HeaderList): HeaderList => [
  ...headers.filter(([name]) => name.toLowerCase() !== 'origin'),
  ['Origin', origin],
];

const defaultsOf = ({ methods, headers }: Abilities): OptionDefaults => ({
  methods: methods === 'set' ? [] : methods,
  headers: headers === 'set' ? [] : headers,
  maxAge: null,
});

/** What nobody can set is no setting, whatever the answers show. */
const settable = (present: PresentOptions, can: Abilities): PresentOptions => ({
  ...present,
  credentials: can.credentials === 'set' ? present.credentials : null,
  methods: can.methods === 'set' ? present.methods : null,
  headers: can.headers === 'set' ? present.headers : null,
  expose: can.expose === 'set' ? present.expose : null,
  maxAge: null,
});

function isAble({ options }: Proposal, { can, onlyMethods }: SettingsStack): boolean {
  const methods = options.methods?.value ?? [];
  return (
    (can.origins === 'list' || options.origins.value.length === 1) &&
    (can.credentials !== 'never' || options.credentials === null) &&
    (can.methods === 'set' || options.methods === null) &&
    (can.headers === 'set' || options.headers === null) &&
    (can.expose === 'set' || containsAll(can.expose, options.expose?.value ?? [])) &&
    (onlyMethods === undefined || containsAll(onlyMethods, methods))
  );
}

function write(definition: SettingsStack, { options, requirement }: Proposal) {
  const { origins, ...lists } = layerSettings(options);
  const [first, ...others] = origins;
  if (first === undefined) return null;
  return definition.write({ ...lists, origins: [first, ...others], requirement });
}

/** The options together with what the server does anyway. */
const withOwn = (options: CorsOptions, can: Abilities): CorsOptions => ({
  ...options,
  credentials:
    can.credentials === 'always' ? { value: true, mark: 'context' } : options.credentials,
  expose: can.expose === 'set' ? options.expose : { value: can.expose, mark: 'context' },
});

/** A room without any setting: it only says what to do instead. */
export function adviceStack({
  marks,
  ...described
}: Pick<Stack, 'id' | 'label' | 'kind' | 'docs'> & {
  readonly marks: readonly Signal[];
  readonly instead: readonly Instead[];
}): Stack {
  return {
    ...described,
    basis: 'documented',
    // Behind what is in front, there is code of the user.
    ...(described.kind !== 'in-front' && { answersAlone: true }),
    detect: ({ answers }) => ({ ...detectBySignals(marks, answers), versions: [] }),
    remedy: () => null,
  };
}
