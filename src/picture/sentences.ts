import { figure, phrase } from '../model/say.ts';
import type { Lane, Picture, Row } from './picture.ts';

const NAMES: { readonly [Kind in Lane['kind']]: string } = {
  page: phrase`Page`.fr`Page`,
  worker: phrase`Worker of the page`.fr`Worker de la page`,
  browser: phrase`Browser`.fr`Navigateur`,
  server: phrase`Server`.fr`Serveur`,
};

/** The name of a lane, above its line. */
export const laneName = ({ kind }: Lane): string => NAMES[kind];

/** A time, as shown beside a row. */
export function elapsed(at: number): string {
  if (at < 1_000) return `${Math.round(at)} ms`;
  const digits = at < 10_000 ? 1 : 0;
  return `${figure(at / 1_000, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  })} s`;
}

/** The picture in words, one sentence per row, for screen readers. */
export const sentences = ({ lanes, rows }: Picture): readonly string[] =>
  rows.map((row) => sentence(row, (index) => nameOf(lanes[index])));

function sentence(row: Row, name: (lane: number) => string): string {
  const who =
    row.kind === 'note'
      ? name(row.lane)
      : phrase`${name(row.from)} to ${name(row.to)}`.fr`${name(row.from)} vers ${name(row.to)}`;
  const said = [row.text, ...row.details.map(({ text }) => text)].join(phrase`; `.fr` ; `);
  const after =
    row.at === null ? '' : phrase` (after ${elapsed(row.at)})`.fr` (après ${elapsed(row.at)})`;
  const lost =
    row.kind === 'arrow' && row.tone === 'lost'
      ? phrase`, without an answer`.fr`, sans réponse`
      : '';
  return phrase`${who}: ${said}${lost}${after}.`.fr`${who} : ${said}${lost}${after}.`;
}

function nameOf(lane: Lane | undefined): string {
  if (lane === undefined) return '';
  return lane.kind === 'server'
    ? phrase`Server ${lane.origin}`.fr`Serveur ${lane.origin}`
    : laneName(lane);
}
