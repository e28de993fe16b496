import type { HeaderList } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import type { SeenServer } from '../../model/seen-server.ts';

/** How surely the server runs this stack, and why. */
export type Detection = {
  /** From 0 (nothing points to it) to 1 (certain). */
  readonly confidence: number;
  readonly evidence: readonly Prose[];
  /** The known versions, e.g. `Django ≥ 4.0`; empty if unknown. */
  readonly versions: readonly string[];
};

/**
 * One line of a snippet. `added` and `changed` lines are the fix; `context` is pasted with them.
 * `around` stands in the file already and shows the place; `removed` must go. `if-cookies` is needed
 * only if the request sends cookies. None of these is pasted.
 */
export type SnippetLine = {
  readonly text: string;
  readonly mark: 'context' | 'added' | 'changed' | 'around' | 'removed' | 'if-cookies';
};

/** The language of a snippet. */
export type SnippetLanguage =
  | 'apache'
  | 'caddyfile'
  | 'csharp'
  | 'go'
  | 'http'
  | 'java'
  | 'javascript'
  | 'json'
  | 'nginx'
  | 'php'
  | 'python'
  | 'ruby'
  | 'shell'
  | 'toml'
  | 'typescript'
  | 'xml'
  | 'yaml';

/** Text to paste unchanged at the place that `place` names. */
export type Snippet = {
  readonly file: string;
  readonly language: SnippetLanguage;
  readonly place: Prose;
  readonly lines: readonly SnippetLine[];
};

/** A request as a server's CORS code sees it. */
export type ServerRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
};

/** A server's answer, made by its CORS code and its application together. */
export type ServerAnswer = { readonly status: number; readonly headers: HeaderList };

/** Everything that answers a request. */
export type Application = (request: ServerRequest) => ServerAnswer;

/** What makes the server use the edit. */
export type Restart = {
  readonly text: Prose;
  /** For a terminal; null if it depends on how the server is run. */
  readonly command: string | null;
};

/**
 * The fix in one stack's own idiom, as steps in the order in which they are done: install, edit,
 * restart, check again.
 */
export type Remedy = {
  /** For a terminal; null if nothing must be installed. */
  readonly install: Snippet | null;
  /** The edit, in place. */
  readonly snippets: readonly Snippet[];
  /**
   * The same edit as text for the end of the file, whatever is above it, with its own model. Null if
   * there is only one form.
   */
  readonly pasteAtEnd: Pick<Remedy, 'snippets' | 'answer'> | null;
  /** Null if the edit takes effect at once. */
  readonly restart: Restart | null;
  /** Useful facts. */
  readonly notes: readonly Prose[];
  /** Dangers in the user's own case. */
  readonly cautions: readonly Prose[];
  /** What the page's own code must do too (`credentials: 'include'` …). */
  readonly client: readonly Snippet[];
  /** A regression test in the stack's own idiom: fails before the paste, passes after it. */
  readonly test: Snippet | null;
  /** The stack's model with the proposed settings. Pure. */
  readonly answer: Application;
  /**
   * Only if the page's own server must forward the request: the URL that the page then requests. It
   * has the page's origin, so the browser makes no CORS check.
   */
  readonly sameOriginUrl?: string;
};

/** One server, framework or CORS library: one room. Its folder is named after the id. */
export type Stack = {
  readonly id: string;
  readonly label: string;
  readonly docs: `https://${string}`;
  /** Whether its model was compared with the running software or only with its documentation. */
  readonly basis: 'measured' | 'documented';
  /** Often in front of an application, so its name says little about the rest. */
  readonly isProxy?: true;
  readonly detect: (seenServer: SeenServer) => Detection;
  /**
   * The smallest change that makes the server meet the requirement, given its observed answers.
   * Null if this stack cannot meet it.
   */
  readonly remedy: (requirement: AnswerRequirement, seenServer: SeenServer) => Remedy | null;
};

/** Whether a line is the fix itself. */
export const isFix = ({ mark }: SnippetLine): boolean => mark === 'added' || mark === 'changed';

/** Whether a line is not pasted as it stands. */
export const isShownOnly = ({ mark }: SnippetLine): boolean =>
  mark === 'around' || mark === 'removed' || mark === 'if-cookies';

/** Whether the lines are an edit among others that stand in the file already. */
export const isEditInPlace = ({ lines }: Snippet): boolean =>
  lines.some(({ mark }) => mark === 'around' || mark === 'removed');

/** The text that the Copy button copies; empty if lines are only removed. */
export function snippetText(snippet: Snippet): string {
  return snippet.lines
    .filter((line) => !isShownOnly(line))
    .map((line) => `${line.text}\n`)
    .join('');
}

const SIGNS: { readonly [Mark in SnippetLine['mark']]: string } = {
  context: '+',
  added: '+',
  changed: '+',
  around: ' ',
  removed: '-',
  'if-cookies': '',
};

/**
 * Every line with a sign: `+` is pasted, `-` must go, and a space stands in the file already. Lines
 * for requests with cookies are left out.
 */
export function snippetDiff({ lines }: Snippet): string {
  return lines
    .filter(({ mark }) => mark !== 'if-cookies')
    .map(({ text, mark }) => `${SIGNS[mark]}${text}\n`)
    .join('');
}
