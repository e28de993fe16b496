import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { posixString } from '../literals.ts';
import type { Snippet } from '../stack.ts';
import { type Checks, checksOf, testSnippet, when } from './checks.ts';

/** A POSIX shell script that asks the running server with curl: the preflight, then the request. */
export function curlTest(requirement: AnswerRequirement): Snippet {
  const checks = checksOf(requirement);
  return testSnippet(
    checks,
    {
      file: 'cors-test.sh',
      language: 'shell',
      place: say`Save this anywhere and start the server. Run it with ${code('sh cors-test.sh')}. It
        ends with 0 when all is well; else it says what is missing.`.fr`Enregistrez ce test où vous
        voulez et démarrez le serveur. Lancez-le avec ${code('sh cors-test.sh')}. Il se termine avec
        0 si tout va bien ; sinon, il dit ce qui manque.`,
    },
    [...head(checks), ...preflight(checks), ...request(checks)],
  );
}

function head({ url, origin, preflightMethods, expose }: Checks): readonly string[] {
  return [
    'set -eu',
    `url=${posixString(url)}`,
    `origin=${posixString(origin)}`,
    '',
    'ask() {',
    '  answer=$(curl --silent --show-error --include --globoff --max-time 30 \\',
    `    --header "Origin: $origin" "$@" --url "$url" | tr -d '\\r')`,
    '}',
    'fail() { echo "missing in the response: $1" >&2; exit 1; }',
    `value() { printf '%s\\n' "$answer" | sed '/^$/q' | grep -i "^$1:" | sed 's/^[^:]*: *//'; }`,
    ...when(preflightMethods.length > 0 || expose.length > 0, [
      'lists() {',
      `  value "$1" | tr ', ' '\\n\\n' | grep "-qxF$3" -e "$2" -e '*' || fail "$1: $2"`,
      '}',
    ]),
  ];
}

function preflight(checks: Checks): readonly string[] {
  const { preflightMethods, listsMethods, headers } = checks;
  return preflightMethods.flatMap((method) => [
    '',
    `ask --request OPTIONS --header ${posixString(`Access-Control-Request-Method: ${method}`)}${headers.length > 0 ? ' \\' : ''}`,
    ...when(headers.length > 0, [
      `  --header ${posixString(`Access-Control-Request-Headers: ${headers.join(',')}`)}`,
    ]),
    `printf '%s\\n' "$answer" | head -n 1 | grep -q ' 2[0-9][0-9]' || fail 'a status from 200 to 299'`,
    ...originLines(checks),
    ...when(listsMethods, [`lists Access-Control-Allow-Methods ${posixString(method)} ''`]),
    ...headers.map((name) => `lists Access-Control-Allow-Headers ${posixString(name)} i`),
  ]);
}

function request(checks: Checks): readonly string[] {
  const { method, expose } = checks;
  const how = method === 'HEAD' ? '--head' : `--request ${posixString(method)}`;
  return [
    '',
    `ask ${how}`,
    ...originLines(checks),
    ...expose.map((name) => `lists Access-Control-Expose-Headers ${posixString(name)} i`),
  ];
}

/** All lines of the header together: browsers refuse two of them. */
function originLines({ credentials }: Checks): readonly string[] {
  const allowed = '"$(value Access-Control-Allow-Origin)"';
  const fail = 'fail "Access-Control-Allow-Origin: $origin"';
  if (!credentials) return [`case ${allowed} in "$origin" | '*') ;; *) ${fail} ;; esac`];
  return [
    `[ ${allowed} = "$origin" ] || ${fail}`,
    "value Access-Control-Allow-Credentials | grep -qxF true || fail 'Access-Control-Allow-Credentials: true'",
  ];
}
