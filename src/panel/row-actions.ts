import type { Endpoint } from '../endpoints/endpoints.ts';
import { nameableOrigin } from '../model/origin.ts';
import { textOf, withPinned } from '../model/row-notes.ts';
import { counted, figure, phrase } from '../model/say.ts';
import { SHELL_NAMES, SHELLS } from '../model/shell.ts';
import { whyNotRow } from '../ui/checks.ts';
import { useChecks } from '../ui/checks-context.tsx';
import { useEnvironment } from '../ui/environment-context.ts';
import { sourcesOf } from '../witnesses/sources.ts';
import type { ListItem } from './list-items.ts';
import { rowExports } from './row-exports.ts';
import type { PanelModel } from './use-panel.ts';

/** One choice of a context menu. */
export type MenuItem = {
  readonly label: string;
  readonly testId: string;
  /** The key that does the same in the list. */
  readonly keys?: string;
  /** Whether it begins a new part of the menu. */
  readonly begins?: boolean;
  readonly run: () => void;
};

/** The rows that a menu or a key is about. */
export type Subject = {
  readonly rows: readonly [Endpoint, ...Endpoint[]];
  /** Whether the line is the head of a group. */
  readonly isHead: boolean;
};

/** The rows of a line. With it, all that are selected together. */
export function subjectOf(
  item: ListItem,
  endpoints: readonly Endpoint[],
  picked: ReadonlySet<string>,
): Subject | null {
  const isHead = item.fold === null && item.endpoint === null;
  const isPicked = item.keys.some((key) => picked.has(key));
  const wanted = isPicked && !isHead ? picked : new Set(item.keys);
  const [first, ...others] = endpoints.filter(({ key }) => wanted.has(key));
  return first === undefined ? null : { rows: [first, ...others], isHead };
}

type RowActions = {
  readonly menuOf: (subject: Subject) => readonly MenuItem[];
  readonly pin: (row: Endpoint) => void;
};

/** What can be done with rows. `editNote` lets the user write about one. */
export function useRowActions(panel: PanelModel, editNote: (row: Endpoint) => void): RowActions {
  const { isPrivate, openSource, showInNetwork, usualShell } = useEnvironment();
  const desk = useChecks();
  const { state, settings, changeSettings, exporting, exports, noteBook } = panel;
  const pin = ({ key }: Endpoint): void => noteBook.changeRows((notes) => withPinned(notes, key));

  const copies = (rows: Subject['rows']): readonly MenuItem[] => {
    const made = rowExports(rows, settings);
    const [first, ...others] = rows;
    const shell = settings.shell ?? usualShell;
    const shells = [shell, ...SHELLS.filter((one) => one !== shell)];
    return [
      {
        label:
          others.length === 0
            ? phrase`Copy URL`.fr`Copier l’URL`
            : phrase`Copy ${counted(rows.length, 'URL')}`.fr`Copier les ${figure(rows.length)} URL`,
        testId: 'row-copy-url',
        run: () => exporting.run(made.urls()),
      },
      ...shells.map((one) => ({
        label: phrase`Copy as curl (${SHELL_NAMES[one]})`.fr`Copier en curl (${SHELL_NAMES[one]})`,
        testId: `row-copy-curl-${one}`,
        run: () => {
          exporting.run(made.curl(one));
          changeSettings({ shell: one });
        },
      })),
      {
        label: phrase`Copy as fetch`.fr`Copier en fetch`,
        testId: 'row-copy-fetch',
        run: () => exporting.run(made.asFetch()),
      },
      {
        label: phrase`Copy as Playwright test`.fr`Copier en test Playwright`,
        testId: 'row-copy-playwright',
        run: () => exporting.run(made.playwright()),
      },
      {
        label: phrase`Copy diagnosis`.fr`Copier le diagnostic`,
        testId: 'row-copy-diagnosis',
        run: () =>
          exporting.run({
            format: phrase`a report`.fr`rapport`,
            file: null,
            requests: 1,
            begin: async () => {
              const { formats } = await import('./export-formats.ts');
              return formats.markdown(exports.subject([first.shown.exchange]));
            },
          }),
      },
    ];
  };

  const places = ({ shown: { exchange } }: Endpoint): readonly MenuItem[] => {
    const entries = panel.entries.get();
    const [frame] = sourcesOf(exchange, state.exchanges, entries).stack;
    return [
      ...(showInNetwork === null
        ? []
        : [
            {
              label: phrase`Open in Network`.fr`Ouvrir dans Réseau`,
              testId: 'row-open-network',
              run: () => showInNetwork(addressOf(exchange.hops[0].url)),
            },
          ]),
      ...(openSource === null || frame === undefined
        ? []
        : [
            {
              label: phrase`Open the line that sent it`.fr`Ouvrir la ligne qui l’a envoyée`,
              testId: 'row-open-source',
              run: () => openSource(frame),
            },
          ]),
    ];
  };

  const marks = (row: Endpoint): readonly MenuItem[] => [
    {
      label: noteBook.rows.pinned.includes(row.key)
        ? phrase`Unpin`.fr`Désépingler`
        : phrase`Pin to the top`.fr`Épingler en haut`,
      testId: 'row-pin',
      keys: 'p',
      run: () => pin(row),
    },
    {
      label:
        textOf(noteBook.rows, row.key) === ''
          ? phrase`Add a note`.fr`Ajouter une note`
          : phrase`Edit the note`.fr`Modifier la note`,
      testId: 'row-note',
      keys: 'n',
      run: () => editNote(row),
    },
  ];

  const ignore = ({ server }: Endpoint): readonly MenuItem[] =>
    isPrivate || nameableOrigin(server) === null
      ? []
      : [
          {
            label: phrase`Ignore ${server}`.fr`Ignorer ${server}`,
            testId: 'row-ignore',
            run: () => panel.ignore(server),
          },
        ];

  const checks = (rows: Subject['rows']): readonly MenuItem[] => {
    if (desk === null || desk.state.running) return [];
    const able = rows.filter((row) => whyNotRow(row, desk.seen.browser) === null);
    if (able.length === 0) return [];
    return [
      {
        label:
          able.length === 1
            ? phrase`Check again`.fr`Vérifier à nouveau`
            : phrase`Check all ${able.length} again`
                .fr`Vérifier à nouveau les ${able.length} requêtes`,
        testId: 'row-check',
        run: () => desk.checks.check(able, { cookies: false }),
      },
    ];
  };

  const menuOf = ({ rows, isHead }: Subject): readonly MenuItem[] => {
    const [first, ...others] = rows;
    const isOne = others.length === 0 && !isHead;
    return parted([
      isHead ? [] : copies(rows),
      isHead ? [] : places(first),
      checks(rows),
      [...(isOne ? marks(first) : []), ...ignore(first)],
    ]);
  };
  return { menuOf, pin };
}

/** The parts of a menu as one list, with a line between them. */
const parted = (parts: readonly (readonly MenuItem[])[]): readonly MenuItem[] =>
  parts
    .filter((part) => part.length > 0)
    .flatMap((part, at) => part.map((item, index) => ({ ...item, begins: at > 0 && index === 0 })));

/** The part of a URL that Network can find: what was hidden is there in full. */
const addressOf = (url: string): string => url.split(/[?#]|\[redacted\]/)[0] ?? url;
