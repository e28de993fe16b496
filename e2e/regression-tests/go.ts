import { debianReady } from '../../tools/real-servers/debian.ts';
import { GOCODE, goBuild } from '../../tools/real-servers/go.ts';
import { insertAbove, insertBelow, withFile } from '../../tools/real-servers/paste.ts';
import type { TestProject } from './project.ts';

const RETURN = '\treturn handler';

const MAIN = `package main

import (
	"net/http"
)

func newHandler() http.Handler {
	var handler http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("{}"))
	})
${RETURN}
}

func main() {
	http.ListenAndServe("127.0.0.1:0", newHandler())
}
`;

/** Debian's rs/cors with Go's own test runner. */
export const go: TestProject = {
  stack: 'rs-cors',
  missing: debianReady(
    ['golang-go', 'golang-github-rs-cors-dev'],
    ['/usr/bin/go', `${GOCODE}/src/github.com/rs/cors`],
  ),
  files: { 'main.go': MAIN },
  refusal: { status: 200, headers: {} },
  paste: (files, snippets) =>
    snippets
      .filter(({ file }) => file === 'main.go')
      .reduce(
        (project, { code }) => withFile(project, 'main.go', (text) => pasteInto(text, code)),
        files,
      ),
  command: (folder) => {
    const { program, env = {} } = goBuild(() => GOCODE)({ folder, port: 0, spare: 0 });
    return { program, args: ['test', '.'], env };
  },
  failing: /--- FAIL: TestPreflightPasses[\s\S]*--- FAIL: TestPageCanReadResponse/,
  passing: /^ok\s/m,
};

function pasteInto(text: string, code: string): string {
  return code.startsWith('import ')
    ? insertBelow(text, ')', code)
    : insertAbove(text, RETURN, code);
}
