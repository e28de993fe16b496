import { BROWSER, type Lane, type Picture, type Row, type Tone } from './picture.ts';
import { elapsed, laneName } from './sentences.ts';

/** A line of text in a drawing. */
export type Text = {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly role: 'name' | 'origin' | 'time' | 'text' | 'detail' | 'wrong';
  readonly tone: Tone;
};

export type Arrow = {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly tone: Tone;
};

export type Mark = { readonly x: number; readonly y: number; readonly tone: Tone };

/** A picture on a sheet: the place of everything, in CSS pixels. */
export type Drawing = {
  readonly width: number;
  readonly height: number;
  readonly lifelines: readonly { readonly x: number; readonly from: number; readonly to: number }[];
  readonly arrows: readonly Arrow[];
  readonly marks: readonly Mark[];
  readonly texts: readonly Text[];
};

/** The minimum width: a narrower sheet is cut. */
const NARROWEST = 280;
const WIDEST = 760;
const GUTTER = 46;
const EDGE = 8;
const HEAD = 38;
const LINE = 15;
const GAP = 9;
/**
 * The average width of letters in the panel's font, measured with the widest of the usual fonts.
 */
const LETTER = 6.5;
const BOLD_LETTER = 7.3;
const LINES_A_DETAIL = 3;

/** Places a picture on a sheet of that width. Pure. The height depends on the content. */
export function layout(picture: Picture, wanted: number): Drawing {
  const width = Math.min(Math.max(Math.floor(wanted), NARROWEST), WIDEST);
  const lanes = laneXs(picture.lanes.length, width);
  const texts = heads(picture.lanes, lanes, width);
  const arrows: Arrow[] = [];
  const marks: Mark[] = [];
  let y = HEAD;
  for (const row of picture.rows) {
    const placed = place(row, lanes, y, width);
    texts.push(...placed.texts);
    if (placed.arrow !== null) arrows.push(placed.arrow);
    if (placed.mark !== null) marks.push(placed.mark);
    y = placed.bottom;
  }
  const lifelines = lanes.map((x) => ({ x, from: HEAD - 4, to: y }));
  return { width, height: y + 2, lifelines, arrows, marks, texts };
}

/** Page and browser are close together, because the servers' texts need the room. */
function laneXs(count: number, width: number): readonly number[] {
  const first = GUTTER + 12;
  const browser = first + Math.min(Math.max(width * 0.18, 64), 120);
  const last = width - EDGE - 14;
  const servers = count - 2;
  const step = servers <= 1 ? 0 : (last - browser) / servers;
  return Array.from({ length: count }, (_, lane) => {
    if (lane < BROWSER) return first;
    if (lane === BROWSER) return browser;
    return servers === 1 ? last : browser + step * (lane - BROWSER);
  });
}

function heads(lanes: readonly Lane[], xs: readonly number[], width: number): Text[] {
  const shared = sharedScheme(lanes);
  const browser = xs[BROWSER] ?? 0;
  const servers = Math.max(lanes.length - BROWSER - 1, 1);
  // Two servers are apart by half of each name.
  const ofServer = ((width - browser) / servers) * (servers === 1 ? 0.85 : 0.7);
  return lanes.flatMap((lane, index): readonly Text[] => {
    const { x, anchor } = headPlace(index, lanes.length, xs[index] ?? 0, width);
    const head = { x, anchor, tone: 'plain' } as const;
    const letters = Math.floor((lane.kind === 'server' ? ofServer : browser - EDGE) / LETTER);
    const origin = fitted(lane.origin.slice(shared.length), letters);
    const name: Text = { ...head, y: 12, text: laneName(lane), role: 'name' };
    return origin === '' ? [name] : [name, { ...head, y: 26, text: origin, role: 'origin' }];
  });
}

function headPlace(
  lane: number,
  count: number,
  x: number,
  width: number,
): Pick<Text, 'x' | 'anchor'> {
  if (lane < BROWSER) return { x: EDGE, anchor: 'start' };
  return lane === count - 1 && lane > BROWSER
    ? { x: width - EDGE, anchor: 'end' }
    : { x, anchor: 'middle' };
}

/** `http://` is left out if all lanes have it. */
function sharedScheme(lanes: readonly Lane[]): string {
  const origins = lanes.flatMap(({ origin }) => (origin === '' ? [] : [origin]));
  const scheme = /^https?:\/\//.exec(origins[0] ?? '')?.[0] ?? '';
  return origins.every((origin) => origin.startsWith(scheme)) ? scheme : '';
}

type Placed = {
  readonly texts: readonly Text[];
  readonly arrow: Arrow | null;
  readonly mark: Mark | null;
  readonly bottom: number;
};

function place(row: Row, lanes: readonly number[], top: number, width: number): Placed {
  const left = row.kind === 'note' ? row.lane : Math.min(row.from, row.to);
  const x = (lanes[left] ?? 0) + (row.kind === 'note' ? 13 : 7);
  const room = width - EDGE - x;
  const letters = Math.floor(room / LETTER);
  const { tone } = row;
  const line = { x, anchor: 'start', tone } as const;
  const lines: Omit<Text, 'y'>[] = [
    ...wrap(row.text, Math.floor(room / BOLD_LETTER), 1).map((text) => ({
      ...line,
      text,
      role: 'text' as const,
    })),
    ...row.details.flatMap(({ text, wrong }) =>
      wrap(text, letters, LINES_A_DETAIL).map((part) => {
        return { ...line, text: part, role: wrong ? ('wrong' as const) : ('detail' as const) };
      }),
    ),
  ];
  const texts: Text[] = lines.map((one, index) => ({ ...one, y: top + 12 + index * LINE }));
  if (row.at !== null) texts.push(timeText(row.at, top + 12));
  const under = top + lines.length * LINE + 4;
  if (row.kind === 'note') {
    const mark = { x: lanes[row.lane] ?? 0, y: top + 8, tone };
    return { texts, arrow: null, mark, bottom: under + GAP };
  }
  const arrow = { from: lanes[row.from] ?? 0, to: lanes[row.to] ?? 0, y: under + 1, tone };
  return { texts, arrow, mark: null, bottom: under + GAP + 2 };
}

const timeText = (at: number, y: number): Text => {
  return { x: GUTTER - 4, y, text: elapsed(at), anchor: 'end', role: 'time', tone: 'plain' };
};

/** Breaks a text between words or parts of names, else anywhere. The last line is cut. */
function wrap(text: string, letters: number, most: number): readonly string[] {
  if (text.length <= letters) return [text];
  if (most === 1) return [`${text.slice(0, letters - 1)}…`];
  const [head = ''] = /^.*[ ,:/-]/u.exec(text.slice(0, letters)) ?? [];
  const at = head.length > letters / 3 ? head.length : letters;
  return [text.slice(0, at), ...wrap(text.slice(at).trimStart(), letters, most - 1)];
}

/** Shortens an origin to that many letters: first its scheme goes, then its middle. */
function fitted(origin: string, letters: number): string {
  if (origin.length <= letters) return origin;
  const host = origin.replace(/^[a-z]+:\/\//, '');
  if (host.length <= letters) return host;
  const half = Math.max(Math.floor((letters - 1) / 2), 3);
  return `${host.slice(0, half)}…${host.slice(-half)}`;
}
