import { code, type Prose, prose } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import type { TextEdit } from '../../../settings/edit.ts';
import { fileNamed, type SettingsFile, type Span } from '../../../settings/file.ts';
import {
  type Directive,
  type Mistake,
  parseNginx,
  type Word,
} from '../../../settings/nginx/parse-nginx.ts';
import { ownText } from '../../kit/own-file/own-text.ts';
import type { FaultId } from '../../kit/settings-reader.ts';
import { type Configuration, isNginxFile } from './configuration.ts';
import { written } from './places.ts';
import type { Problem } from './problem.ts';

/** Lines about headers that nginx refuses. It then keeps the settings that it had before. */
export function refusedLines({ files }: Configuration): readonly Problem[] {
  return files.filter(isNginxFile).flatMap((file) => {
    const found: Problem[] = [];
    const walk = (directives: readonly Directive[]): void => {
      for (const [index, one] of directives.entries()) {
        if (one.name.text === 'add_header') found.push(...inLine(file, one, directives[index + 1]));
        if (found.length >= MOST) return;
        if (one.block !== null) walk(one.block.directives);
      }
    };
    walk(parseNginx(file).directives);
    return found.slice(0, MOST);
  });
}

const MOST = 10;
/** More follow only where a quote or a block is not closed. */
const MOST_WORDS = 80;

const refused = (
  id: FaultId,
  at: Span,
  text: Prose,
  ways: readonly (readonly TextEdit[])[],
): Problem => ({
  id,
  at,
  text: prose`${text} ${KEEPS}`,
  because: [],
  ways,
  key: `${id} ${at.file} ${String(at.from)}`,
});

const KEEPS = say`nginx refuses this line and keeps its old settings. ${code('nginx -t')} shows it.`
  .fr`nginx refuse cette ligne et garde ses anciens réglages. ${code('nginx -t')} le montre.`;

function inLine(
  file: SettingsFile,
  line: Directive,
  next: Directive | undefined,
): readonly Problem[] {
  const { words, at } = line;
  if (words.length > MOST_WORDS) return [];
  const inner = words.findIndex(({ text }, index) => index > 0 && STARTS.test(text));
  const before = inner < 0 ? undefined : words[inner - 1];
  if (before !== undefined && isOnOtherLine(file, before, words[inner])) {
    return [
      refused(
        'missing-semicolon',
        at,
        say`End this line with a semicolon.`.fr`Terminez cette ligne par un point-virgule.`,
        [[{ at: { ...before.at, from: before.at.to }, text: ';' }]],
      ),
    ];
  }
  const value = words.slice(1, words.at(-1)?.text === 'always' ? -1 : undefined);
  const [first] = value;
  const last = value.at(-1);
  if (first === undefined || last === undefined) return [];
  const split = semicolonIn(file, line, next);
  if (split !== null) {
    const whole = textBetween(file, first.at.from, split.to);
    return [quoted(at, whole, { ...first.at, to: split.to }, split.rest)];
  }
  if (value.length < 2) return [];
  const whole = textBetween(file, first.at.from, last.at.to);
  return [quoted(at, whole, { ...first.at, to: last.at.to }, '')];
}

const STARTS = /^(?:add_header|proxy_\w+|return|more_set_headers|if|set)$/;

const textBetween = (file: SettingsFile, from: number, to: number): string =>
  file.text.slice(from, to).replace(/["']/g, '').replace(/\s+/g, ' ');

function quoted(at: Span, value: string, place: Span, rest: string): Problem {
  return refused(
    'unquoted-value',
    at,
    say`Put quotes around ${ownText(value)}: without them, a space or semicolon ends the value.`
      .fr`Mettez des guillemets autour de ${ownText(value)} : sans eux, une espace ou un
      point-virgule termine la valeur.`,
    [[{ at: place, text: `${written('"', value)}${rest}` }]],
  );
}

const isOnOtherLine = (file: SettingsFile, one: Word, next: Word | undefined): boolean =>
  next !== undefined && file.text.slice(one.at.to, next.at.from).includes('\n');

/** `add_header Name one; two;`: what follows the first semicolon belongs to the value. */
function semicolonIn(
  file: SettingsFile,
  { at, words }: Directive,
  next: Directive | undefined,
): { readonly to: number; readonly rest: string } | null {
  if (next === undefined || next.block !== null || next.at.file !== at.file) return null;
  if (file.text.slice(at.from, next.at.to).includes('\n') || words.length !== 2) return null;
  // Every directive of nginx has a name of small letters, and nearly all take words.
  const isOne = /^[a-z_]+$/.test(next.name.text) && next.words.length > 0;
  if (isOne || /^(?:break|internal|ip_hash|proxy_pass)$/.test(next.name.text)) return null;
  const always = next.words.at(-1)?.text === 'always';
  const last = always ? (next.words.at(-2) ?? next.name) : (next.words.at(-1) ?? next.name);
  return { to: last.at.to, rest: '' };
}

/** Lines that nginx refuses for another reason. */
export const mistakeNotes = ({ files, mistakes }: Configuration) =>
  mistakes.slice(0, 1).flatMap(({ kind, at }) => {
    const own = fileNamed(files, at.file);
    return own === null ? [] : [{ id: null, at, text: MISTAKES[kind] }];
  });

const MISTAKES: Readonly<Record<Mistake['kind'], Prose>> = {
  'no-semicolon': say`End this line with a semicolon: nginx refuses it as it stands.`.fr`Terminez
    cette ligne par un point-virgule : nginx la refuse telle quelle.`,
  'unclosed-block': say`Close this block with ${code('}')}: nginx refuses the file as it stands.`
    .fr`Fermez ce bloc avec ${code('}')} : nginx refuse le fichier tel quel.`,
  'unclosed-quote': say`Close this quote: nginx refuses the file as it stands.`.fr`Fermez ces
    guillemets : nginx refuse le fichier tel quel.`,
  'text-after-quote': say`Put a space or a semicolon after the quote: nginx refuses this line.`
    .fr`Mettez une espace ou un point-virgule après les guillemets : nginx refuse cette ligne.`,
  brace: say`Check the braces here: nginx refuses the file as it stands.`.fr`Vérifiez les accolades
    ici : nginx refuse le fichier tel quel.`,
};
