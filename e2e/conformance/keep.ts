import { eventsAbout } from '../harness/event-recorder.ts';
import { saidOfRequest, writeFixture } from '../scenarios/fixture.ts';
import { modeOf } from '../scenarios/scenario.ts';
import type { Lab, Played } from './run.ts';
import { isCredentialed } from './scenario.ts';

/** Writes a scenario as a fixture, which `src/diagnosis/golden.test.ts` replays. */
export async function keep(
  { browser, observing }: Lab,
  played: Played,
  folder?: string,
): Promise<void> {
  const { scenario, servers, listed } = played;
  const { id, context, asks } = scenario;
  const seen = await eventsAbout(await browser.background(), `/s/${id}/`);
  const events = [...seen, ...(observing?.eventsOf(id) ?? [])];
  const fixture = {
    scenario: id,
    name: `${asks.map(({ by }) => by).join(', ')} from a ${context}, as generated`,
    browser: browser.version,
    indistinguishable: false,
    events,
    requests: listed.map(({ ask, verdict }) => ({
      ...saidOfRequest(verdict, modeOf(ask)),
      ...(observing === null ? {} : { credentialed: isCredentialed(ask) === true }),
    })),
  };
  writeFixture(servers, fixture, folder);
}
