import type { SettingsFile } from './file.ts';
import type { Variable } from './value.ts';

/** The environment variables that handed-over files set. */
export type Environment = ReadonlyMap<string, Variable>;

const DOTENV_NAME = /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w.-]*\.env|env(?:\.list)?|\.flaskenv)$/i;
const COMPOSE_NAME = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i;
const INI_NAME = /(?:^|\/)settings\.ini$/i;

/**
 * The variables of all `.env` and compose files. A compose file sets the real environment, which
 * wins over `.env`; among files of one kind, the first wins.
 */
export function environmentOf(files: readonly SettingsFile[]): Environment {
  const compose = files.filter(({ name }) => COMPOSE_NAME.test(name)).map(composeVariables);
  const others = files
    .filter(({ name }) => DOTENV_NAME.test(name) || INI_NAME.test(name))
    .map(lineVariables);
  return new Map([...compose, ...others].toReversed().flatMap((one) => [...one]));
}

const LINE = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_][\w.-]*)([ \t]*=[ \t]*)([^\r\n]*)/gm;

/** `NAME=value` in lines, as dotenv libraries, `docker --env-file` and decouple read them. */
function lineVariables(file: SettingsFile): Environment {
  const found = new Map<string, Variable>();
  for (const match of file.text.matchAll(LINE)) {
    const [, indent = '', name = '', equals = '', rest = ''] = match;
    const from = match.index + indent.length + name.length + equals.length;
    found.set(name, valueIn(file, from, rest));
  }
  return found;
}

/** Quoted, or up to a comment. */
function valueIn(file: SettingsFile, from: number, rest: string): Variable {
  const quoted = QUOTED.exec(rest);
  const written = quoted?.[1] ?? quoted?.[2] ?? rest.replace(/[ \t]+#.*$/, '').trimEnd();
  const start = from + (quoted === null ? 0 : 1);
  const text = quoted?.[1] === undefined ? written : written.replaceAll('\\"', '"');
  return { text, at: { file: file.name, from: start, to: start + written.length } };
}

/** As dotenv libraries read quotes: the same ones inside need a backslash. */
const QUOTED = /^(?:"((?:\\"|[^"])*)"|'((?:\\'|[^'])*)')[ \t]*(?:#.*)?$/;

const MAPPED = /^(\s+)([A-Za-z_]\w*)(:[ \t]+)(.*)$/;
const LISTED = /^(\s*-[ \t]+)(["']?)([A-Za-z_]\w*)=(.*)$/;

/** The `environment` of every service, as a mapping or a list. */
function composeVariables(file: SettingsFile): Environment {
  const found = new Map<string, Variable>();
  let position = 0;
  let depth: number | null = null;
  for (const whole of file.text.split('\n')) {
    const line = whole.replace(/\r$/, '');
    const indent = line.length - line.trimStart().length;
    const isBlank = /^\s*(?:#|$)/.test(line);
    if (!isBlank && depth !== null && indent <= depth && !/^\s*-/.test(line)) depth = null;
    if (depth !== null && !isBlank) {
      const [name, value] = composeVariable(file, position, line) ?? [];
      if (name !== undefined && value !== undefined && !found.has(name)) found.set(name, value);
    }
    if (/^\s*environment:\s*(?:#.*)?$/.test(line)) depth = indent;
    position += whole.length + 1;
  }
  return found;
}

function composeVariable(
  file: SettingsFile,
  position: number,
  line: string,
): readonly [string, Variable] | null {
  const mapped = MAPPED.exec(line);
  if (mapped !== null) {
    const [, indent = '', name = '', colon = '', rest = ''] = mapped;
    const from = position + indent.length + name.length + colon.length;
    return interpolated(name, valueIn(file, from, rest));
  }
  const listed = LISTED.exec(line);
  if (listed === null) return null;
  const [, dash = '', quote = '', name = '', rest = ''] = listed;
  const from = position + dash.length + quote.length + name.length + 1;
  const text = quote === '' ? rest : rest.replace(/["'][ \t]*$/, '');
  return interpolated(name, valueIn(file, from, text));
}

/** `${NAME}` stands for a variable elsewhere, so nothing is known. */
const interpolated = (name: string, value: Variable): readonly [string, Variable] | null =>
  value.text.includes('${') ? null : [name, value];
