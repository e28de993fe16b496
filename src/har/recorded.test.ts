import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judge, type Said } from '../../tools/judge/judge.ts';
import { causesOfWebkit, judgeWebkit, type SaidInWebkit } from '../../tools/judge/webkit-judge.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Evaluation } from '../policy/finding.ts';
import { parseHar } from './parse-har.ts';

/**
 * Files of real recorders, with what the browser itself said. Recorded with `RECORD_FIXTURES=1 npx
 * playwright test -c e2e/playwright.config.ts e2e/har`. Those of Safari come from its Web Inspector
 * in WebKitGTK.
 */
const FOLDER = join(import.meta.dirname, 'testing/recorded');
const RECORDERS = ['devtools', 'playwright', 'safari'] as const;

type Recorded = {
  readonly log: {
    readonly _scenario: string;
    readonly _name: string;
    readonly _said: readonly ({ readonly url: string; readonly method: string } & (
      | Said
      | SaidInWebkit
    ))[];
  };
};

const fixtures = RECORDERS.flatMap((recorder) =>
  readdirSync(join(FOLDER, recorder)).map((file) => {
    const text = readFileSync(join(FOLDER, recorder, file), 'utf8');
    const { log }: Recorded = JSON.parse(text);
    return { recorder, file, text, log };
  }),
);

/** The file contains no answer and no preflight, so it cannot say why. */
const isUntold = ({ recorder, log }: (typeof fixtures)[number], { corsError }: Said): boolean =>
  corsError !== null && (recorder === 'playwright' || log._scenario === 'worker-get');

function diagnosed(text: string): readonly Diagnosis[] {
  const { exchanges, browser } = parseHar(text);
  return exchanges.map((exchange) => diagnose(exchange, { browser, exchanges }));
}

test('there are recorded files of each recorder', () => {
  for (const recorder of RECORDERS) {
    expect(fixtures.filter((fixture) => fixture.recorder === recorder).length).toBeGreaterThan(2);
  }
});

describe('agrees with the browser', () => {
  test.each(fixtures.map((fixture) => [fixture.recorder, fixture.log._name, fixture] as const))(
    '%s: %s',
    (_, __, fixture) => {
      const { log, text } = fixture;
      const ours = diagnosed(text).map(({ exchange, evaluation }) => ({
        ...exchange.hops[0],
        evaluation,
      }));
      expect(ours.map(({ url, method }) => `${method} ${url}`).toSorted()).toEqual(
        log._said.map(({ url, method }) => `${method} ${url}`).toSorted(),
      );
      for (const said of log._said) {
        const one = ours.find(({ url, method }) => url === said.url && method === said.method);
        if ('reason' in said) {
          expect(one && problemsOfSafari(one.evaluation, said)).toEqual([]);
          continue;
        }
        if (isUntold(fixture, said)) expect(one?.evaluation.verdict).toBe('undetermined');
        else expect(one && judge(one.evaluation, said).problems).toEqual([]);
      }
    },
  );
});

/** A refusal without a finding is told in Safari's words: it claims no cause. */
function problemsOfSafari(
  { verdict, findings: [first] }: Evaluation,
  said: SaidInWebkit,
): readonly string[] {
  if (verdict === 'blocked' && first === undefined) {
    return said.reason !== null && causesOfWebkit(said.reason).length > 0 ? [] : ['not refused'];
  }
  const causes = first === undefined ? [] : [first.cause];
  return judgeWebkit({ verdict, causes }, said).problems;
}

test('the diagnoses are the ones that a person checked', async () => {
  const lines = fixtures.flatMap(({ recorder, file, text }) => [
    `${recorder}/${file}`,
    ...diagnosed(text).flatMap(summary),
    '',
  ]);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('testing/recorded/diagnoses.txt');
});

/** One diagnosis in a few lines. */
function summary({ exchange, evaluation, title }: Diagnosis): readonly string[] {
  const { verdict, failure, findings, alternatives, credentials } = evaluation;
  const causes = (list: typeof findings) =>
    list.map(({ cause, phase, hop }) => `${cause} (${phase}, hop ${hop + 1})`).join(', ');
  return [
    `  ${exchange.hops.map(({ method, url }) => `${method} ${url}`).join(' → ')}`,
    `    ${verdict}${failure === null ? '' : `, ${failure}`}: ${title}`,
    `    credentials: ${credentials.known ? `${credentials.value}, ${credentials.from}` : 'unknown'}`,
    ...(findings.length === 0 ? [] : [`    ${causes(findings)}`]),
    ...alternatives.map((other) => `    if ${other.if.credentials}: ${causes(other.findings)}`),
  ];
}

test('no recorded file contains the name of a person or a machine', () => {
  for (const { text } of fixtures) {
    expect(text).not.toMatch(/user-agent|sec-ch-ua/i);
    expect(text).not.toMatch(/"(set-)?cookie", ?"value": ?"(?!\[redacted\])/i);
  }
});
