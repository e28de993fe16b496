import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command, Place } from '../servers/server-process.ts';

/** Debian's Go packages. */
export const GOCODE = '/usr/share/gocode';

const GO = '/usr/bin/go';
const BINARY = 'server';
const { PATH } = process.env;

/** Compiles `main.go` against packages in these folders, as before there were modules. */
export const goBuild =
  (goPath: () => string) =>
  ({ folder }: Place): Command => ({
    program: GO,
    args: ['build', '-o', BINARY, 'main.go'],
    env: {
      PATH,
      HOME: folder,
      GO111MODULE: 'off',
      GOFLAGS: '',
      GOPATH: goPath(),
      // Shared by all builds: the standard library is compiled once.
      GOCACHE: join(tmpdir(), `crosscheck-go-cache-${process.getuid?.() ?? 0}`),
    },
  });

/** Runs what `goBuild` has compiled. */
export const goProgram = ({ folder }: Place): Command => ({
  program: join(folder, BINARY),
  args: [],
});

/** A Go slice of strings; JSON strings of plain ASCII are Go strings too. */
export const goStrings = (values: readonly string[]): string =>
  `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`;

/** A struct literal: `Key: value` of what is set. */
export function goStruct(type: string, fields: Readonly<Record<string, unknown>>): string {
  const value = (one: unknown) => (Array.isArray(one) ? goStrings(one) : String(one));
  const set = Object.entries(fields).filter(([, one]) => one !== undefined);
  return `${type}{${set.map(([key, one]) => `${key}: ${value(one)}`).join(', ')}}`;
}
