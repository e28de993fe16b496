import type { BrowserVerdict, DocumentUnderTest } from '../browsers/browser-under-test.ts';
import { eventsAbout, notesAbout } from '../browsers/event-recorder.ts';
import { modeOf } from '../judge/ask.ts';
import { saidOfRequest, writeFixture, writeWords } from '../judge/fixture.ts';
import type { Played } from './run.ts';
import { isCredentialed } from './scenario.ts';
import type { WebkitCase } from './webkit-compare.ts';

export type Keeping = {
  readonly version: string;
  /** The page of the extension that records events. */
  readonly recorder: DocumentUnderTest;
  readonly folder: string;
};

type Kept = Pick<Played, 'scenario' | 'servers' | 'listed'>;

/** Writes a scenario as a fixture, which `src/diagnosis/golden.test.ts` replays. */
export async function keep({ version, recorder, folder }: Keeping, played: Kept): Promise<void> {
  const { scenario, servers, listed } = played;
  const { id, context, asks } = scenario;
  const part = `/s/${id}/`;
  const notes = await notesAbout(recorder, part);
  const isNoted = ([url]: BrowserVerdict['urls']): boolean =>
    notes.some((note) => note.type === 'declared' && note.declaration.url === url);
  const fixture = {
    scenario: id,
    name: `${asks.map(({ by }) => by).join(', ')} from a ${context}, as generated`,
    browser: version,
    indistinguishable: false,
    events: [...(await eventsAbout(recorder, part)), ...notes],
    requests: listed.map(({ ask, verdict }) => ({
      ...saidOfRequest(verdict, modeOf(ask)),
      ...(isNoted(verdict.urls) ? { credentialed: isCredentialed(ask) === true } : {}),
    })),
  };
  writeFixture(servers, fixture, folder);
}

/** Writes what WebKit said beside it, which `src/policy/webkit.test.ts` compares. */
export function keepWords(
  { scenario: { id }, servers }: Pick<Played, 'scenario' | 'servers'>,
  cases: readonly WebkitCase[],
  version: string,
): void {
  const requests = cases.map(({ exchange: { url, method }, said: { outcome, reason } }) => {
    return { url, method, outcome, reason };
  });
  writeWords(servers, { scenario: id, browser: version, requests });
}
