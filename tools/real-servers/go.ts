import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabStack } from './lab-stack.ts';
import { insertBelow, replaceMarked, withFile } from './paste.ts';
import type { Command, Place } from './server-process.ts';

/** Debian's Go packages. */
export const GOCODE = '/usr/share/gocode';

/**
 * A folder that has Debian's package under the path of its major version, such as `…/echo/v4`:
 * Debian's own folders leave it out. `path`: the package's path in `GOCODE`.
 */
export async function versionedPackage(path: string, version: string): Promise<string> {
  const folder = join(CACHE, `go-${basename(path)}-${version}`);
  const link = join(folder, 'src', path, version);
  await mkdir(dirname(link), { recursive: true });
  if (!existsSync(link)) await symlink(join(GOCODE, 'src', path), link);
  return folder;
}

const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));
const GO = '/usr/bin/go';
const MAIN = 'main.go';
const BINARY = 'server';
const { PATH } = process.env;

/** Compiles `main.go` against packages in these folders, without Go modules. */
export const goBuild =
  (goPath: () => string) =>
  ({ folder }: Place): Command => ({
    program: GO,
    args: ['build', '-o', BINARY, MAIN],
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

/**
 * Pastes what is printed for `main.go` over what is marked there. An import goes below the other
 * imports, unless it is there already. `place` does the rest.
 */
export const goPaste =
  (place: (text: string, code: string) => string): LabStack['paste'] =>
  (files, snippets) =>
    snippets
      .filter(({ file }) => file === MAIN)
      .reduce(
        (project, { code }) => withFile(project, MAIN, (text) => pasted(text, code, place)),
        withFile(files, MAIN, (text) => replaceMarked(text, '')),
      );

function pasted(text: string, code: string, place: (text: string, code: string) => string): string {
  if (!code.startsWith('import ')) return place(text, code);
  return text.includes(code.trimEnd()) ? text : insertBelow(text, ')', code);
}

/** A Go slice of strings; JSON strings of plain ASCII are Go strings too. */
export const goStrings = (values: readonly string[]): string =>
  `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`;

/** A struct literal: `Key: value` for each field that is set. */
export function goStruct(type: string, fields: Readonly<Record<string, unknown>>): string {
  const value = (one: unknown) => (Array.isArray(one) ? goStrings(one) : String(one));
  const set = Object.entries(fields).filter(([, one]) => one !== undefined);
  return `${type}{${set.map(([key, one]) => `${key}: ${value(one)}`).join(', ')}}`;
}

/** What `GO_API` imports. */
export const GO_IMPORTS = ['import (', '\t"net/http"', '\t"strings"'];

/** The routes of every lab project, as a handler of the standard library. */
export const GO_API = `
func api(w http.ResponseWriter, r *http.Request) {
	status := map[string]int{"/api/data": 200, "/api/boom": 500, "/api/redirect": 302}[r.URL.Path]
	methods := "GET HEAD"
	if status == 200 {
		methods = "GET HEAD POST PUT PATCH DELETE"
	}
	switch {
	case status == 0:
		http.NotFound(w, r)
	case !strings.Contains(methods, r.Method):
		w.WriteHeader(405)
	case status == 500:
		http.Error(w, "boom", 500)
	case status == 302:
		http.Redirect(w, r, "/api/data", 302)
	default:
		w.Header().Set("X-Total", "42")
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte("{\\"ok\\":true}"))
	}
}
`;
