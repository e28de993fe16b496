import type { Lane, Picture, Row } from './picture.ts';

const NAMES: { readonly [Kind in Lane['kind']]: string } = {
  page: 'Page',
  worker: 'Worker of the page',
  browser: 'Browser',
  server: 'Server',
};

/** The name of a lane, above its line. */
export const laneName = ({ kind }: Lane): string => NAMES[kind];

/** A time, as shown beside a row. */
export function elapsed(at: number): string {
  if (at < 1_000) return `${Math.round(at)} ms`;
  return `${(at / 1_000).toFixed(at < 10_000 ? 1 : 0)} s`;
}

/** The picture in words, one sentence per row, for screen readers. */
export const sentences = ({ lanes, rows }: Picture): readonly string[] =>
  rows.map((row) => sentence(row, (index) => nameOf(lanes[index])));

function sentence(row: Row, name: (lane: number) => string): string {
  const who = row.kind === 'note' ? name(row.lane) : `${name(row.from)} to ${name(row.to)}`;
  const said = [row.text, ...row.details.map(({ text }) => text)].join('; ');
  const after = row.at === null ? '' : ` (after ${elapsed(row.at)})`;
  const lost = row.kind === 'arrow' && row.tone === 'lost' ? ', without an answer' : '';
  return `${who}: ${said}${lost}${after}.`;
}

function nameOf(lane: Lane | undefined): string {
  if (lane === undefined) return '';
  return lane.kind === 'server' ? `Server ${lane.origin}` : laneName(lane);
}
