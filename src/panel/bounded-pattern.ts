import { phrase } from '../model/say.ts';

/**
 * Regular expressions that take linear time: each character of the text moves a set of states. The
 * browser's own engine tries one way after the other, and some patterns then take forever.
 * @see https://swtch.com/~rsc/regexp/regexp1.html
 */

/** Whether a text has a match, in any case. Or why the pattern cannot be used. */
export type BoundedPattern =
  | { readonly matches: (text: string) => boolean }
  | { readonly problem: string };

/** A pattern with more states is no filter that a person types. */
const MOST_STATES = 500;
const MOST_REPEATS = 200;

type CharacterTest = (character: string) => boolean;

type Node =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'all'; readonly nodes: readonly Node[] }
  | { readonly kind: 'any'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly least: number; readonly most: number };

/** A place between two characters; `null`: none there. */
type Edge = (before: string | null, after: string | null) => boolean;

class PatternProblem extends Error {}

/** Reads a pattern in JavaScript's notation, without look-around, back references and flags. */
export function boundedPattern(source: string): BoundedPattern {
  const own = browsersOwn(source);
  if (own === null) {
    return {
      problem: phrase`Check the pattern: it is not complete.`
        .fr`Vérifiez le motif : il est incomplet.`,
    };
  }
  try {
    const root = parse([...source]);
    if (isQuick(root)) return { matches: (text) => own.test(text) };
    const program = compile(root);
    return { matches: (text) => run(program, text) };
  } catch (problem) {
    if (problem instanceof PatternProblem) return { problem: problem.message };
    throw problem;
  }
}

/** Null for what is no pattern. */
function browsersOwn(source: string): RegExp | null {
  try {
    return new RegExp(source, 'i');
  } catch {
    return null;
  }
}

/** With so few repetitions of single characters, the browser's faster engine never takes long. */
const MOST_QUICK_REPEATS = 2;

const isQuick = (root: Node): boolean => {
  const found = repeats(root);
  const endless = found.filter(({ most }) => most === Infinity);
  return (
    found.length <= MOST_QUICK_REPEATS &&
    endless.length < 2 &&
    found.every(({ node }) => node.kind === 'character')
  );
};

const repeats = (node: Node): readonly (Node & { kind: 'repeat' })[] => {
  if (node.kind === 'repeat') return [node, ...repeats(node.node)];
  return node.kind === 'all' || node.kind === 'any' ? node.nodes.flatMap(repeats) : [];
};

const isWord: CharacterTest = (character) => /^\w$/.test(character);
const isDigit: CharacterTest = (character) => /^\d$/.test(character);
const isSpace: CharacterTest = (character) => /^\s$/.test(character);
const not =
  (test: CharacterTest): CharacterTest =>
  (character) =>
    !test(character);

const CLASSES: Readonly<Record<string, CharacterTest>> = {
  w: isWord,
  W: not(isWord),
  d: isDigit,
  D: not(isDigit),
  s: isSpace,
  S: not(isSpace),
};

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

const wordEdge: Edge = (before, after) =>
  (before !== null && isWord(before)) !== (after !== null && isWord(after));

const EDGES: Readonly<Record<string, Edge>> = {
  '^': (before) => before === null,
  $: (_, after) => after === null,
};

function parse(source: readonly string[]): Node {
  let at = 0;
  const peek = (): string | undefined => source[at];
  const take = (): string => source[at++] ?? '';
  const fail = (): never => {
    throw new PatternProblem(
      phrase`Use a simpler pattern: this one is not supported.`
        .fr`Utilisez un motif plus simple : celui-ci n’est pas pris en charge.`,
    );
  };

  const alternatives = (): Node => {
    const nodes = [sequence()];
    while (peek() === '|') {
      at += 1;
      nodes.push(sequence());
    }
    return { kind: 'any', nodes };
  };
  const sequence = (): Node => {
    const nodes: Node[] = [];
    while (at < source.length && peek() !== '|' && peek() !== ')') nodes.push(repeated());
    return { kind: 'all', nodes };
  };
  const repeated = (): Node => {
    let node = atom();
    for (;;) {
      const counts = quantifier();
      if (counts === null) return node;
      node = { kind: 'repeat', node, ...counts };
    }
  };
  const quantifier = (): { readonly least: number; readonly most: number } | null => {
    const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[peek() ?? ''];
    const braces = /^\{(\d+)(,?)(\d*)\}/.exec(source.slice(at, at + 20).join(''));
    if (simple === undefined && braces === null) return null;
    at += braces?.[0].length ?? 1;
    // Whether the shortest match is preferred makes no difference to whether there is one.
    if (peek() === '?') at += 1;
    if (braces === null) return { least: simple?.[0] ?? 0, most: simple?.[1] ?? 0 };
    const [, least = '', comma, most = ''] = braces;
    const end = comma === '' ? Number(least) : most === '' ? Infinity : Number(most);
    if (Number(least) > MOST_REPEATS || (end !== Infinity && end > MOST_REPEATS)) fail();
    return { least: Number(least), most: end };
  };
  const atom = (): Node => {
    const character = take();
    const edge = EDGES[character];
    if (edge !== undefined) return { kind: 'edge', edge };
    if (character === '(') return group();
    if (character === '[') return one(set());
    if (character === '.') return one((other) => !/[\n\r\u2028\u2029]/.test(other));
    if (character === '\\') return escaped();
    return one(same(character));
  };
  const group = (): Node => {
    if (peek() === '?') {
      at += 1;
      if (take() !== ':') fail();
    }
    const node = alternatives();
    at += 1;
    return node;
  };
  const escaped = (): Node => {
    if (peek() === 'b' || peek() === 'B') {
      const isEdge = take() === 'b';
      return {
        kind: 'edge',
        edge: (before, after) => wordEdge(before, after) === isEdge,
      };
    }
    return one(escapedCharacter());
  };
  const escapedCharacter = (): CharacterTest => {
    const character = take();
    const known = CLASSES[character];
    if (known !== undefined) return known;
    const control = CONTROLS[character];
    if (control !== undefined) return same(control);
    return /[a-z0-9]/i.test(character) ? fail() : same(character);
  };
  const set = (): CharacterTest => {
    const isNegated = peek() === '^';
    if (isNegated) at += 1;
    const tests: CharacterTest[] = [];
    while (peek() !== ']') tests.push(setPart());
    at += 1;
    const isIn: CharacterTest = (character) => tests.some((test) => test(character));
    return isNegated ? not(isIn) : isIn;
  };
  const setPart = (): CharacterTest => {
    const first = take();
    if (first === '\\') return peek() === 'b' ? fail() : escapedCharacter();
    const isRange = peek() === '-' && source[at + 1] !== ']' && source[at + 1] !== undefined;
    if (!isRange) return same(first);
    at += 1;
    const last = take();
    if (last === '\\') fail();
    const isBetween = (one: string): boolean => one >= first && one <= last;
    return (character) => isBetween(character.toLowerCase()) || isBetween(character.toUpperCase());
  };
  return alternatives();
}

const one = (test: CharacterTest): Node => ({ kind: 'character', test });

const same = (character: string): CharacterTest => {
  const wanted = character.toLowerCase();
  return (other) => other.toLowerCase() === wanted;
};

/** A state waits for a character, or leads on at once. The last state is the match. */
type State =
  | { readonly kind: 'character'; readonly test: CharacterTest; next: number }
  | { readonly kind: 'edge'; readonly edge: Edge; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'match' };

type Program = { readonly states: readonly State[]; readonly start: number };

/** Built from the end to the beginning: each part knows what follows. */
function compile(root: Node): Program {
  const states: State[] = [{ kind: 'match' }];
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) {
      throw new PatternProblem(phrase`Use a shorter pattern.`.fr`Utilisez un motif plus court.`);
    }
    states.push(state);
    return states.length - 1;
  };
  const build = (node: Node, next: number): number => {
    switch (node.kind) {
      case 'character':
        return add({ kind: 'character', test: node.test, next });
      case 'edge':
        return add({ kind: 'edge', edge: node.edge, next });
      case 'all':
        return node.nodes.reduceRight((after, part) => build(part, after), next);
      case 'any':
        return node.nodes
          .map((part) => build(part, next))
          .reduceRight((other, first) => add({ kind: 'split', next: first, other }));
      case 'repeat':
        return repeat(node, next);
    }
  };
  const repeat = ({ node, least, most }: Node & { kind: 'repeat' }, next: number): number => {
    let start = next;
    if (most === Infinity) {
      const loop: State = { kind: 'split', next, other: next };
      start = add(loop);
      loop.next = build(node, start);
    } else {
      for (let more = most; more > least; more -= 1) {
        start = add({ kind: 'split', next: build(node, start), other: next });
      }
    }
    for (let more = least; more > 0; more -= 1) start = build(node, start);
    return start;
  };
  return { start: build(root, 0), states };
}

function run({ states, start }: Program, text: string): boolean {
  const characters = [...text];
  let waiting = new Set<number>();
  for (let at = 0; at <= characters.length; at += 1) {
    const [before, after] = [characters[at - 1] ?? null, characters[at] ?? null];
    const reached = new Set<number>();
    // A match may begin anywhere.
    const open = [...waiting, start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const state = states[id];
      if (state === undefined || reached.has(id)) continue;
      reached.add(id);
      if (state.kind === 'match') return true;
      if (state.kind === 'split') open.push(state.next, state.other);
      if (state.kind === 'edge' && state.edge(before, after)) open.push(state.next);
    }
    if (after === null) return false;
    waiting = new Set<number>();
    for (const id of reached) {
      const state = states[id];
      if (state?.kind === 'character' && state.test(after)) waiting.add(state.next);
    }
  }
  return false;
}
