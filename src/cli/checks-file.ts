import { readRequest } from '../library/named-request.ts';
import { didYouMean } from '../library/nearest.ts';
import { type Fields, isFields, list, text } from '../model/fields.ts';
import { phrase } from '../model/say.ts';
import { type CheckOptions, EXPECTATIONS, type OneCheck } from './check-options.ts';
import { oneOf } from './options.ts';

type Problem = { readonly problem: string };

/** The keys of a check, with the type of each. */
const CHECK = {
  name: 'string',
  url: 'string',
  origin: 'string',
  method: 'string',
  headers: 'list of strings',
  credentials: 'boolean',
  expect: 'string',
  send: 'boolean',
  strangers: 'boolean',
} as const;

const FILE = { $schema: 'string', origin: 'string', checks: 'list' } as const;

/** A file of another kind may list anything. */
const MOST_CHECKS = 10_000;

/**
 * The checks of a file: `schema/checks-v1.json` describes it. Every key and value is checked before
 * anything is asked. Never throws.
 */
export function readChecks(
  json: string,
  given: Pick<
    Extract<CheckOptions['what'], { readonly file: string }>,
    'origin' | 'send' | 'strangers'
  >,
): readonly OneCheck[] | Problem {
  const root = parsed(json);
  if (root === null) return { problem: phrase`it is not JSON`.fr`ce n’est pas du JSON` };
  const file = Array.isArray(root.value) ? { checks: root.value } : root.value;
  if (!isFields(file))
    return {
      problem: phrase`it must be a list of checks, or an object with "checks"`.fr`ce doit être une
        liste de vérifications, ou un objet avec « checks »`,
    };
  const wrong = keysProblem(file, FILE);
  if (wrong !== null) return { problem: wrong };
  const { checks } = file;
  if (!Array.isArray(checks) || checks.length === 0)
    return {
      problem: phrase`it has no "checks"`.fr`il n’a pas de « checks »`,
    };
  if (checks.length > MOST_CHECKS)
    return {
      problem: phrase`it has more than ${MOST_CHECKS} checks`
        .fr`il a plus de ${MOST_CHECKS} vérifications`,
    };
  const read: OneCheck[] = [];
  for (const [at, raw] of checks.entries()) {
    const origin = given.origin ?? stringOf(file['origin']);
    const one = readCheck(raw, { ...given, origin });
    if ('problem' in one)
      return {
        problem: phrase`check ${at + 1}: ${one.problem}`
          .fr`vérification ${at + 1} : ${one.problem}`,
      };
    read.push(one);
  }
  return read;
}

function readCheck(
  raw: unknown,
  given: {
    readonly origin: string | undefined;
    readonly send: boolean;
    readonly strangers: boolean;
  },
): OneCheck | Problem {
  if (!isFields(raw)) return { problem: phrase`it must be an object`.fr`ce doit être un objet` };
  const wrong = keysProblem(raw, CHECK);
  if (wrong !== null) return { problem: wrong };
  const url = stringOf(raw['url']);
  if (url === undefined) return { problem: phrase`it has no "url"`.fr`elle n’a pas d’« url »` };
  const expect = oneOf(EXPECTATIONS, stringOf(raw['expect']) ?? 'allowed');
  if (expect === null)
    return {
      problem: phrase`"expect" must be one of: ${EXPECTATIONS.join(', ')}`
        .fr`« expect » doit être l’un de ces choix : ${EXPECTATIONS.join(', ')}`,
    };
  const named = readRequest({
    url,
    origin: stringOf(raw['origin']) ?? given.origin,
    method: stringOf(raw['method']),
    headers: list(raw['headers']).map(text),
    credentials: raw['credentials'] === true,
    // A file alone must not change data on a server.
    send: raw['send'] === true && given.send,
  });
  if ('problem' in named) return named;
  const strangers = typeof raw['strangers'] === 'boolean' ? raw['strangers'] : given.strangers;
  return { ...named, name: stringOf(raw['name']) ?? null, expect, strangers };
}

/** One line for a key that is not known, or a value of another type. */
function keysProblem(object: Fields, types: Readonly<Record<string, string>>): string | null {
  for (const [key, value] of Object.entries(object)) {
    const type = Object.hasOwn(types, key) ? types[key] : undefined;
    if (type === undefined) {
      const meant = didYouMean(key, Object.keys(types));
      return phrase`there is no key ${JSON.stringify(key)}.${meant}`
        .fr`il n’y a pas de clé ${JSON.stringify(key)}.${meant}`;
    }
    if (!isOf(type, value)) {
      const what = TYPES[type] ?? type;
      return phrase`${JSON.stringify(key)} must be ${what}`
        .fr`${JSON.stringify(key)} doit être ${what}`;
    }
  }
  return null;
}

/** The types of values, with their articles. */
const TYPES: Readonly<Record<string, string>> = {
  string: phrase`a string`.fr`une chaîne`,
  boolean: phrase`a boolean`.fr`un booléen`,
  list: phrase`a list`.fr`une liste`,
  'list of strings': phrase`a list of strings`.fr`une liste de chaînes`,
};

function isOf(type: string, value: unknown): boolean {
  if (type === 'list') return Array.isArray(value);
  if (type === 'list of strings') {
    return Array.isArray(value) && value.every((one) => typeof one === 'string');
  }
  return typeof value === type;
}

function parsed(json: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(json.replace(/^\uFEFF/, '')) };
  } catch {
    return null;
  }
}

const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
