import type { Refused } from '../../evidence/refused.ts';
import type { HeaderList } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import type { AnswerRequirement, OwnPlace } from '../../model/requirement.ts';
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
  | 'text'
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

/** What a user sets, and so the form of the fix. */
export type StackKind =
  /** The user's own code: paste into a file. */
  | 'code'
  /** The file of a server that the user runs: edit it and reload. */
  | 'configuration'
  /** A hosted service: its dashboard, its command line, YAML or JSON. */
  | 'platform'
  /** A finished program: an environment variable, a flag or an admin page, then a restart. */
  | 'product'
  /** A tunnel, a login or a gateway before the user's server: what lets the request through. */
  | 'in-front'
  /** Nobody who uses it can set anything: only ways around it. */
  | 'not-yours';

/** What to do about one refusal where no CORS setting helps. */
export type Instead = {
  /** Contained in reports: never changes. */
  readonly id: string;
  /** Whether a refusal is of this kind. Only asked if the marks point to this server. */
  readonly fits: (refused: Refused) => boolean;
  /** First what to do, then why. */
  readonly words: (item: OwnPlace) => Prose;
  /** The page's own server can ask in its place: the fixes of such servers are offered. */
  readonly forward?: true;
  /** A proxy in front can add the headers: its settings are offered, if its kind shows. */
  readonly byProxy?: true;
  /** The words also explain the error status, so nothing else is said about it. */
  readonly explainsStatus?: true;
};

/** One server, framework or CORS library: one room. Its folder is named after the id. */
export type Stack = {
  readonly id: string;
  readonly label: string;
  readonly kind: StackKind;
  readonly docs: `https://${string}`;
  /** Whether its fixes were tried on the running software, or only read in its documentation. */
  readonly basis: 'measured' | 'documented';
  /** Often in front of an application, so its name says little about the rest. */
  readonly isProxy?: true;
  /** It serves the page, and passes requests on to the server that refuses. */
  readonly forwards?: true;
  /** It answers without its user's code, so no hint about middleware or routes applies. */
  readonly answersAlone?: true;
  /** It answers an error that nobody caught without the headers that its fix adds. */
  readonly failsWithoutCors?: true;
  /** If any fits, it is shown instead of settings. */
  readonly instead?: readonly Instead[];
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
