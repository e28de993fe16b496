import type { Endpoint } from '../endpoints/endpoints.ts';
import { countHidden, hideValues, redactExchange } from '../export/redact.ts';
import { stackOf } from '../model/chosen-stacks.ts';
import type { Exchange } from '../model/exchange.ts';
import { counted, figure, phrase } from '../model/say.ts';
import type { Settings } from '../model/settings.ts';
import { SHELL_NAMES, SHELLS, type Shell } from '../model/shell.ts';
import type { Work } from '../model/work.ts';
import type { ViewEnvironment } from '../ui/environment.ts';
import type { ViewState } from '../ui/state.ts';
import type { NoteBook } from '../ui/use-notes.ts';
import type { RowGroup } from './arrange.ts';
import type { Subject } from './export-formats.ts';
import type { ExportJob, Made } from './use-export.ts';

/** One choice in the Export menu. */
export type ExportAction = {
  readonly label: string;
  readonly testId: string;
  /** The setting that this choice changes for the next time. */
  readonly remembers?: Partial<Settings>;
  /** The current requests, and what to export. */
  readonly job: () => ExportJob;
};

/** What is exported, in words, and how many of its values stay hidden. */
export type ExportScope = { readonly words: string; readonly hidden: number };

/** The chosen requests, and what to make of them. */
export type Exports = {
  readonly scope: () => ExportScope;
  readonly actions: readonly ExportAction[];
  /** Their text for the clipboard. */
  readonly copyText: () => ExportJob;
  /** All that an export about these needs. */
  readonly subject: (exchanges: readonly Exchange[]) => Subject;
};

type Wanted = { readonly which: string; readonly exchanges: readonly Exchange[] };

/**
 * What Export offers for the chosen requests: those chosen together, else those that pass the
 * filter, else all. Never those of ignored servers.
 */
export function exportsOf(
  environment: ViewEnvironment,
  state: ViewState,
  settings: Settings,
  {
    groups: shown,
    notes,
    stacks,
    ignored,
  }: Pick<NoteBook, 'notes' | 'stacks'> & {
    readonly groups: readonly RowGroup[];
    /** The rows of ignored servers. */
    readonly ignored: readonly Endpoint[];
  },
): Exports {
  const hide = settings.redaction === 'values' ? hideValues : redactExchange;
  const usual = settings.shell ?? environment.usualShell;
  const subject = (exchanges: readonly Exchange[], shell: Shell = usual): Subject => ({
    exchanges,
    context: { browser: state.browser, exchanges: state.exchanges, notes },
    options: {
      version: environment.version,
      capturedAt: new Date().toISOString(),
      stackChoice: (server) => stackOf(stacks, server),
      defaultStack: settings.stack,
      shell: usual,
      browserVersion: versionIn(state, environment),
      diagrams: settings.diagrams,
    },
    hide,
    shell,
  });
  const format = (name: string, kind: keyof Formats, shell?: Shell): Format => ({
    name,
    // With all that it needs: only an export does.
    begin: async (some) =>
      (await import('./export-formats.ts')).formats[kind](subject(some, shell)),
  });
  const json = format('JSON', 'json');
  const markdown = format('Markdown', 'markdown');
  const har = format('HAR', 'har');
  const text = format(phrase`text`.fr`texte`, 'text');
  const teamMarkdown = format(
    phrase`Markdown for the backend team`.fr`Markdown pour l’équipe backend`,
    'teamMarkdown',
  );
  const teamText = format(
    phrase`text for the backend team`.fr`texte pour l’équipe backend`,
    'teamText',
  );
  const curl = (shell: Shell) =>
    format(
      phrase`curl commands for ${SHELL_NAMES[shell]}`.fr`commandes curl pour ${SHELL_NAMES[shell]}`,
      'curl',
      shell,
    );
  const job = ({ name, begin }: Format, file: ExportJob['file']): ExportJob => {
    const { exchanges } = wantedOf(state, shown, ignored);
    return { format: name, file, requests: exchanges.length, begin: () => begin(exchanges) };
  };
  const copy = (format: Format) => () => job(format, null);
  const save = (format: Format, extension: string, mediaType: string) => () =>
    job(format, { name: `crosscheck-${fileStamp(new Date())}.${extension}`, mediaType });
  const shells = [usual, ...SHELLS.filter((shell) => shell !== usual)];
  const actions: readonly ExportAction[] = [
    {
      label: phrase`Copy for the backend team (Markdown)`
        .fr`Copier pour l’équipe backend (Markdown)`,
      testId: 'copy-team-markdown',
      job: copy(teamMarkdown),
    },
    {
      label: phrase`Copy for the backend team (plain text)`
        .fr`Copier pour l’équipe backend (texte brut)`,
      testId: 'copy-team-text',
      job: copy(teamText),
    },
    {
      label: phrase`Save as JSON`.fr`Enregistrer en JSON`,
      testId: 'export-json',
      job: save(json, 'json', 'application/json'),
    },
    {
      label: phrase`Save as Markdown`.fr`Enregistrer en Markdown`,
      testId: 'export-markdown',
      job: save(markdown, 'md', 'text/markdown'),
    },
    {
      label: phrase`Save as HAR`.fr`Enregistrer en HAR`,
      testId: 'export-har',
      job: save(har, 'har', 'application/json'),
    },
    { label: phrase`Copy as JSON`.fr`Copier en JSON`, testId: 'copy-json', job: copy(json) },
    {
      label: phrase`Copy as Markdown`.fr`Copier en Markdown`,
      testId: 'copy-markdown',
      job: copy(markdown),
    },
    ...shells.map((shell) => ({
      label: phrase`Copy as curl (${SHELL_NAMES[shell]})`
        .fr`Copier en curl (${SHELL_NAMES[shell]})`,
      testId: `copy-curl-${shell}`,
      remembers: { shell },
      job: copy(curl(shell)),
    })),
    { label: phrase`Copy as text`.fr`Copier en texte`, testId: 'copy-text', job: copy(text) },
  ];
  return {
    scope: () => {
      const { which, exchanges } = wantedOf(state, shown, ignored);
      return { words: which, hidden: countHidden(exchanges.map(hide)) };
    },
    copyText: copy(text),
    subject,
    actions,
  };
}

function wantedOf(
  state: ViewState,
  shown: readonly RowGroup[],
  ignored: readonly Endpoint[],
): Wanted {
  const { picked, list } = state;
  const rows = shown.flatMap(({ endpoints }) => endpoints);
  const of = (which: (count: number) => string, chosen: typeof rows): Wanted => {
    const exchanges = chosen
      .flatMap((endpoint) => endpoint.exchanges)
      .toSorted((a, b) => a.hops[0].at - b.hops[0].at);
    return { which: which(exchanges.length), exchanges };
  };
  const chosen = picked.size > 1 ? rows.filter(({ key }) => picked.has(key)) : [];
  if (chosen.length > 0) return of(thatYouSelected, chosen);
  const isFiltered = list.text !== '' || list.verdict !== 'all' || list.scope !== 'session';
  if (isFiltered) return of(thatTheFilterShows, rows);
  const left = new Set(ignored.flatMap((endpoint) => endpoint.exchanges));
  const exchanges = state.exchanges.filter((one) => !left.has(one));
  const without =
    left.size === 0
      ? ''
      : phrase`, without ${figure(left.size)} to ignored servers`
          .fr`, sans ${counted(left.size, 'requête')} à des serveurs ignorés`;
  return { which: `${allRequests(exchanges.length)}${without}`, exchanges };
}

const thatYouSelected = (count: number): string =>
  phrase`${counted(count, 'request')} that you selected`
    .fr`${counted(count, 'requête sélectionnée', 'requêtes sélectionnées')}`;

const thatTheFilterShows = (count: number): string =>
  phrase`${counted(count, 'request')} that the filter shows`
    .fr`${counted(count, 'requête affichée', 'requêtes affichées')} par le filtre`;

const allRequests = (count: number): string =>
  phrase`All ${counted(count, 'request')}`.fr`Tout (${counted(count, 'requête')})`;

/** The kind of text made from the requests, and its name. */
type Format = {
  readonly name: string;
  readonly begin: (some: readonly Exchange[]) => Promise<Work<Made>>;
};

type Formats = typeof import('./export-formats.ts').formats;

/** Of the browser that saw the requests. A HAR does not say it in a form that we know. */
const versionIn = ({ file }: ViewState, { browserVersion }: ViewEnvironment): string =>
  file === null ? browserVersion : (file.reading.report?.browserVersion ?? '');

/** `2026-03-04-150607`: sorts by time, and is a valid file name everywhere. */
function fileStamp(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
}
