import { phrase } from '../model/say.ts';
import type { Lane, Picture, Row } from '../picture/picture.ts';
import { elapsed, laneName } from '../picture/sentences.ts';

/**
 * A picture as a Mermaid sequence diagram, which issue trackers draw. Every character from the
 * traffic with a meaning in Mermaid, Markdown or HTML becomes its entity code. No value can end a
 * line, a fence or a name.
 * @see https://mermaid.js.org/syntax/sequenceDiagram.html#entity-codes-to-escape-characters
 */
export function mermaid({ lanes, rows }: Picture): string {
  const participants = lanes.map((lane, index) =>
    ['participant', id(index), 'as', heading(lane)].join(' '),
  );
  return ['sequenceDiagram', ...participants, ...rows.map(step)]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
}

const id = (lane: number): string => `L${lane}`;

const heading = (lane: Lane): string =>
  lane.origin === ''
    ? mermaidText(laneName(lane))
    : `${mermaidText(laneName(lane))}<br/>${mermaidText(lane.origin)}`;

function step(row: Row): string {
  const lines = [row.text, ...row.details.map(({ text }) => text)].map(mermaidText);
  const time =
    row.at === null
      ? []
      : [mermaidText(phrase`(after ${elapsed(row.at)})`.fr`(après ${elapsed(row.at)})`)];
  const words = [...lines, ...time].join('<br/>');
  return row.kind === 'note'
    ? ['Note', 'over', `${id(row.lane)}:`, words].join(' ')
    : `${id(row.from)}${ARROWS[row.tone]}${id(row.to)}: ${words}`;
}

/** Solid: sent. Dotted: not sent. A cross: did not arrive. */
const ARROWS: { readonly [Tone in Row['tone']]: string } = {
  plain: '->>',
  passed: '->>',
  open: '-->>',
  stopped: '-->>',
  lost: '-x',
  unsent: '--x',
};

/** Longer lines would stretch the diagram beyond any page. */
const LONGEST = 100;

/** `end` would end a block. If a line contains one of the others, Mermaid drops its last `;`. */
const KEYWORDS = /\bend\b|style|classDef/gi;

/** Letters, digits and harmless punctuation stay; the rest is encoded. */
export function mermaidText(text: string): string {
  const cut = [...text].length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join('')}…` : text;
  return cut
    .replace(/[^A-Za-z0-9 .,:/()?=…’“”-]/gu, (char) => `#${char.codePointAt(0) ?? 0};`)
    .replace(KEYWORDS, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`);
}
