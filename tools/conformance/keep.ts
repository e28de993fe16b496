import type { DocumentUnderTest } from '../browsers/browser-under-test.ts';
import { eventsAbout } from '../browsers/event-recorder.ts';
import { modeOf } from '../judge/ask.ts';
import { saidOfRequest, writeFixture } from '../judge/fixture.ts';
import type { Observing } from './observe.ts';
import type { Played } from './run.ts';
import { isCredentialed } from './scenario.ts';

export type Keeping = {
  readonly version: string;
  /** The page of the extension that records events. */
  readonly recorder: DocumentUnderTest;
  readonly observing: Observing | null;
  readonly folder: string;
};

type Kept = Pick<Played, 'scenario' | 'servers' | 'listed'>;

/** Writes a scenario as a fixture, which `src/diagnosis/golden.test.ts` replays. */
export async function keep(
  { version, recorder, observing, folder }: Keeping,
  played: Kept,
): Promise<void> {
  const { scenario, servers, listed } = played;
  const { id, context, asks } = scenario;
  const seen = await eventsAbout(recorder, `/s/${id}/`);
  const events = [...seen, ...(observing?.eventsOf(id) ?? [])];
  const fixture = {
    scenario: id,
    name: `${asks.map(({ by }) => by).join(', ')} from a ${context}, as generated`,
    browser: version,
    indistinguishable: false,
    events,
    requests: listed.map(({ ask, verdict }) => ({
      ...saidOfRequest(verdict, modeOf(ask)),
      ...(observing === null ? {} : { credentialed: isCredentialed(ask) === true }),
    })),
  };
  writeFixture(servers, fixture, folder);
}
