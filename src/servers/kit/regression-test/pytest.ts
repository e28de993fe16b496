import { pythonList, pythonString } from '../literals.ts';
import { type Checks, when } from './checks.ts';

/** Names with Python expressions for their values. */
type AskedHeaders = readonly (readonly [name: string, value: string])[];

/** How the tests of one Python framework send requests. */
export type PythonClient = {
  readonly imports: readonly string[];
  /** Below the constants; may be empty. */
  readonly setUp: readonly string[];
  /** Above each test. */
  readonly decorators: readonly string[];
  /** An expression for the answer; it may call `ask(method, headers)`. */
  readonly ask: (method: string, headers: AskedHeaders) => readonly string[];
  /** The attribute of the answer that has its headers, with a method `get`. */
  readonly headers: string;
};

/** The argument `headers` of a call, as most clients accept it. */
export const headerArgument = (headers: AskedHeaders): readonly string[] => [
  '    headers={',
  ...headers.map(([name, value]) => `        "${name}": ${value},`),
  '    },',
];

/** A pytest module: a preflight for each method, then the request itself. */
export function pytestModule(checks: Checks, client: PythonClient): readonly string[] {
  const { path, origin, preflightMethods } = checks;
  const lists = preflightMethods.length > 0 || checks.expose.length > 0;
  return [
    ...client.imports,
    '',
    `PATH = ${pythonString(path)}`,
    `ORIGIN = ${pythonString(origin)}`,
    ...client.setUp,
    ...when(lists, [
      '',
      '',
      'def listed(answer, header):',
      `    return {item.strip() for item in answer.${client.headers}get(header, "").split(",")}`,
    ]),
    ...when(preflightMethods.length > 0, preflightTest(checks, client)),
    ...requestTest(checks, client),
  ];
}

function preflightTest(checks: Checks, client: PythonClient): readonly string[] {
  const { preflightMethods, listsMethods, headers } = checks;
  const asking = [
    ['Origin', 'ORIGIN'],
    ['Access-Control-Request-Method', 'method'],
    ...(headers.length > 0
      ? [['Access-Control-Request-Headers', pythonString(headers.join(','))] as const]
      : []),
  ] as const;
  return [
    '',
    '',
    `@pytest.mark.parametrize("method", ${pythonList(preflightMethods)})`,
    ...client.decorators,
    'def test_preflight_passes(method):',
    ...answerLines(client.ask('"OPTIONS"', asking)),
    '    assert 200 <= answer.status_code < 300',
    ...originLines(checks, client),
    ...when(listsMethods, [
      '    assert listed(answer, "Access-Control-Allow-Methods") & {method, "*"}',
    ]),
    ...when(headers.length > 0, [
      '    allowed = {name.lower() for name in listed(answer, "Access-Control-Allow-Headers")}',
      `    assert "*" in allowed or allowed.issuperset(${pythonList(headers)})`,
    ]),
  ];
}

function requestTest(checks: Checks, client: PythonClient): readonly string[] {
  const { method, expose } = checks;
  return [
    '',
    '',
    ...client.decorators,
    'def test_page_can_read_response():',
    ...answerLines(client.ask(pythonString(method), [['Origin', 'ORIGIN']])),
    ...originLines(checks, client),
    ...when(expose.length > 0, [
      '    exposed = {name.lower() for name in listed(answer, "Access-Control-Expose-Headers")}',
      `    assert "*" in exposed or exposed.issuperset(${pythonList(expose)})`,
    ]),
  ];
}

/** With credentials `*` does not count. */
function originLines({ credentials }: Checks, { headers }: PythonClient): readonly string[] {
  const value = (name: string) => `answer.${headers}get("${name}")`;
  if (!credentials) return [`    assert ${value('Access-Control-Allow-Origin')} in {ORIGIN, "*"}`];
  return [
    `    assert ${value('Access-Control-Allow-Origin')} == ORIGIN`,
    `    assert ${value('Access-Control-Allow-Credentials')} == "true"`,
  ];
}

const answerLines = ([first = '', ...rest]: readonly string[]): readonly string[] => [
  `    answer = ${first}`,
  ...rest.map((line) => `    ${line}`),
];
