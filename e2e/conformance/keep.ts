import { eventsAbout } from '../harness/event-recorder.ts';
import { writeFixture } from '../scenarios/fixture.ts';
import type { Lab, Played } from './run.ts';

/** Writes a scenario as a fixture, which `src/diagnosis/golden.test.ts` replays. */
export async function keep({ browser }: Lab, played: Played, folder?: string): Promise<void> {
  const { scenario, servers, listed } = played;
  const { id, context, asks } = scenario;
  const events = await eventsAbout(await browser.background(), `/s/${id}/`);
  const fixture = {
    scenario: id,
    name: `${asks.map(({ by }) => by).join(', ')} from a ${context}, as generated`,
    browser: browser.version,
    indistinguishable: false,
    events,
    requests: listed.map(({ urls, method, outcome, errorText, corsError, blockedReason }) => ({
      url: urls[0],
      method,
      outcome,
      errorText,
      corsError,
      blockedReason,
    })),
  };
  writeFixture(servers, fixture, folder);
}
