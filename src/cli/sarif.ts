import { spellOut } from '../model/shown.ts';
import { jsonDocument } from '../servers/kit/literals.ts';
import type { Item } from './items.ts';

/** Writes one run: the results come first, so that they can be written one by one. */
export type SarifRun = {
  readonly begin: string;
  /** `uri`: see `uriOf`. */
  readonly results: (uri: string, items: readonly Item[]) => Iterable<string>;
  readonly problem: (uri: string, problem: string) => void;
  readonly end: () => string;
};

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifRun(version: string): SarifRun {
  const rules = new Map<string, Item>();
  const notifications: unknown[] = [];
  let count = 0;
  return {
    begin: `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[{"results":[`,
    *results(uri, items) {
      for (const item of items.filter(({ level }) => level !== 'pass')) {
        if (!rules.has(item.id)) rules.set(item.id, item);
        yield `${count === 0 ? '' : ','}\n${jsonDocument(resultOf(uri, item), 0)}`;
        count += 1;
      }
    },
    problem: (uri, problem) => {
      notifications.push({ level: 'error', message: { text: problem }, ...at(uri) });
    },
    end: () => {
      const invocation = {
        executionSuccessful: notifications.length === 0,
        toolExecutionNotifications: notifications,
      };
      const driver = {
        name: 'Crosscheck',
        semanticVersion: version,
        rules: [...rules.values()].map(ruleOf),
      };
      const rest = jsonDocument({ invocations: [invocation], tool: { driver } }, 0);
      return `],\n${rest.slice(1)}]}\n`;
    },
  };
}

const resultOf = (uri: string, { id, level, title, says, detail }: Item) => ({
  ruleId: id,
  level,
  message: { text: `${spellOut(title)}\n${shownLines(detail || says)}` },
  ...at(uri),
});

const at = (uri: string) => ({
  locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } }],
});

const ruleOf = ({ id, docs }: Item) => ({
  id,
  shortDescription: { text: id.replaceAll('-', ' ') },
  ...(docs === null ? {} : { helpUri: docs }),
});

const shownLines = (text: string): string => text.replace(/[^\n\t]+/g, (run) => spellOut(run));

/** A path as a URI reference; an address stays as it is. */
export const uriOf = (name: string): string =>
  /^https?:\/\//.test(name)
    ? name
    : name
        .split(/[\\/]/)
        .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD')))
        .join('/');
