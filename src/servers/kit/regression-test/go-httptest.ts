import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { goList, goString } from '../literals.ts';
import type { Snippet } from '../stack.ts';
import { type Checks, checksOf, testSnippet, when } from './checks.ts';

/**
 * Go's testing package with httptest, for any http.Handler of the program.
 * @see https://pkg.go.dev/net/http/httptest#example-ResponseRecorder
 */
export function goHttptest(requirement: AnswerRequirement): Snippet {
  const checks = checksOf(requirement);
  return testSnippet(
    checks,
    {
      file: 'cors_test.go',
      language: 'go',
      place: say`Save this beside ${code('main.go')}. Its ${code('newHandler()')} must return what
        ${code('http.ListenAndServe')} serves. Run it with ${code('go test ./...')}.`.fr`Enregistrez
        ce test à côté de ${code('main.go')}. Sa fonction ${code('newHandler()')} doit renvoyer ce
        que ${code('http.ListenAndServe')} sert. Lancez le test avec ${code('go test ./...')}.`,
    },
    [...head(checks), ...preflightTest(checks), ...requestTest(checks)],
  );
}

function head(checks: Checks): readonly string[] {
  const { path, secure, origin, preflightMethods, headers, expose } = checks;
  const lists = checks.listsMethods || headers.length > 0 || expose.length > 0;
  const url = `${secure ? 'https' : 'http'}://localhost${path}`;
  return [
    'package main',
    '',
    'import (',
    '\t"net/http"',
    '\t"net/http/httptest"',
    ...when(lists, ['\t"strings"']),
    '\t"testing"',
    ')',
    '',
    'const (',
    `\tcorsURL    = ${goString(url)}`,
    `\tcorsOrigin = ${goString(origin)}`,
    ')',
    '',
    'func askCORS(method string, header http.Header) *http.Response {',
    '\trequest := httptest.NewRequest(method, corsURL, nil)',
    '\trequest.Header = header',
    '\trecorder := httptest.NewRecorder()',
    '\tnewHandler().ServeHTTP(recorder, request)',
    '\treturn recorder.Result()',
    '}',
    ...when(lists, [
      '',
      '// missing returns which of the names a list-valued header leaves out.',
      'func missing(header http.Header, name string, wanted ...string) []string {',
      '\tlisted := map[string]bool{}',
      '\tfor _, item := range strings.Split(strings.Join(header.Values(name), ","), ",") {',
      '\t\tlisted[strings.TrimSpace(item)] = true',
      '\t\tif name != "Access-Control-Allow-Methods" {',
      '\t\t\tlisted[strings.ToLower(strings.TrimSpace(item))] = true',
      '\t\t}',
      '\t}',
      '\tvar left []string',
      '\tfor _, item := range wanted {',
      '\t\tif !listed[item] && !listed["*"] {',
      '\t\t\tleft = append(left, item)',
      '\t\t}',
      '\t}',
      '\treturn left',
      '}',
    ]),
    '',
    'func checkOrigin(t *testing.T, header http.Header) {',
    '\tt.Helper()',
    ...originLines(checks),
    '}',
    ...when(preflightMethods.length > 0, ['']),
  ];
}

function originLines({ credentials }: Checks): readonly string[] {
  const star = credentials ? '' : ' && got != "*"';
  return [
    `\tif got := header.Get("Access-Control-Allow-Origin"); got != corsOrigin${star} {`,
    '\t\tt.Errorf("Access-Control-Allow-Origin: %q", got)',
    '\t}',
    ...when(credentials, [
      '\tif got := header.Get("Access-Control-Allow-Credentials"); got != "true" {',
      '\t\tt.Errorf("Access-Control-Allow-Credentials: %q", got)',
      '\t}',
    ]),
  ];
}

function preflightTest({ preflightMethods, listsMethods, headers }: Checks): readonly string[] {
  if (preflightMethods.length === 0) return [];
  return [
    'func TestPreflightPasses(t *testing.T) {',
    `\tfor _, method := range ${goList(preflightMethods)} {`,
    '\t\tanswer := askCORS("OPTIONS", http.Header{',
    '\t\t\t"Origin": {corsOrigin},',
    '\t\t\t"Access-Control-Request-Method": {method},',
    ...when(headers.length > 0, [
      `\t\t\t"Access-Control-Request-Headers": {${goString(headers.join(','))}},`,
    ]),
    '\t\t})',
    '\t\tif answer.StatusCode < 200 || answer.StatusCode > 299 {',
    '\t\t\tt.Errorf("%s: status %d", method, answer.StatusCode)',
    '\t\t}',
    '\t\tcheckOrigin(t, answer.Header)',
    ...when(listsMethods, missingLines('Methods', 'method', '\t\t')),
    ...when(headers.length > 0, missingLines('Headers', headers.map(goString).join(', '), '\t\t')),
    '\t}',
    '}',
  ];
}

function requestTest({ method, expose }: Checks): readonly string[] {
  return [
    '',
    'func TestPageCanReadResponse(t *testing.T) {',
    `\tanswer := askCORS(${goString(method)}, http.Header{"Origin": {corsOrigin}})`,
    '\tcheckOrigin(t, answer.Header)',
    ...when(
      expose.length > 0,
      missingLines('Expose-Headers', expose.map(goString).join(', '), '\t'),
    ),
    '}',
  ];
}

function missingLines(what: string, wanted: string, indent: string): readonly string[] {
  const name = what === 'Expose-Headers' ? what : `Allow-${what}`;
  return [
    `${indent}if left := missing(answer.Header, "Access-Control-${name}", ${wanted}); left != nil {`,
    `${indent}\tt.Errorf("Access-Control-${name} lacks %q", left)`,
    `${indent}}`,
  ];
}
