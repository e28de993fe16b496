import { formatted } from '../../src/cli/formats.ts';
import { parseHar } from '../../src/har/parse-har.ts';
import type { HeaderList } from '../../src/model/header-list.ts';
import { redactHeader, redactUrl } from '../../src/model/redact.ts';
import {
  holds,
  ordinaryHeader,
  ordinaryUrl,
  type Planted,
  plantedSecrets,
  randomFrom,
  type Traffic,
  trafficWith,
} from '../../src/model/testing/planted-secrets.ts';
import { type Attack, harmed, passed, type Result } from './attack.ts';

const FORMATS = ['text', 'markdown', 'json', 'ndjson'] as const;

export const plantedSecretsStay: Attack = {
  id: 'planted-secrets',
  about: 'plants secrets in URLs and headers: nothing that is exported may hold a piece of one',
  *run({ seed, count }) {
    const planted = plantedSecrets(seed, count);
    for (const format of FORMATS) {
      const found = leaked(planted, format);
      yield found === null ? passed(format, count) : harmed(format, found);
    }
    yield ordinary(seed, count);
  },
};

/** The first secret that a format shows, with what carries it; null if it shows none. */
function leaked(planted: readonly Planted[], format: (typeof FORMATS)[number]): string | null {
  const whole = exported(trafficWith(planted), format);
  const suspects = planted.filter(({ secret }) => holds(whole, secret));
  const leak = suspects.find((one) => holds(exported(trafficWith([one]), format), one.secret));
  // A word of the report may equal a piece of a weak secret, so a single word shows nothing.
  return leak === undefined ? null : `${leak.words}: ${JSON.stringify(leak.carrier)}`;
}

function exported(traffic: readonly Traffic[], format: (typeof FORMATS)[number]): string {
  const pairs = (list: HeaderList) => list.map(([name, value]) => ({ name, value }));
  const origin = ['Origin', 'http://localhost:3000'] as const;
  const entries = traffic.map(({ url, requestHeaders, responseHeaders, redirectUrl }, index) => ({
    startedDateTime: new Date(1.7e12 + index * 1000).toISOString(),
    time: 5,
    _resourceType: 'fetch',
    request: { method: 'PUT', url, headers: pairs([origin, ...requestHeaders]) },
    response: {
      status: redirectUrl === null ? 200 : 302,
      headers: pairs([
        ...responseHeaders,
        ...(redirectUrl === null ? [] : ([['Location', redirectUrl]] as const)),
      ]),
      content: {},
    },
  }));
  const reading = parseHar({ log: { creator: { name: 'WebInspector' }, entries } });
  return [
    ...formatted(reading, {
      format,
      stack: null,
      name: 'attack.har',
      terminal: { width: 80, colours: false },
      version: '0',
      capturedAt: '',
    }),
  ].join('');
}

/** An export that hides everything would be safe as well, and useless. */
function ordinary(seed: number, count: number): Result {
  const random = randomFrom(seed);
  const urls = Array.from({ length: count }, () => ordinaryUrl(random));
  const headers = Array.from({ length: count }, () => ordinaryHeader(random));
  const hidden = [
    ...urls.filter((url) => redactUrl(url) !== url),
    ...headers.filter((one) => redactHeader(one)[1] !== one[1]).map((one) => one.join(': ')),
  ];
  const most = Math.max(2, count / 50);
  return hidden.length <= most
    ? passed('ordinary traffic stays', 2 * count - hidden.length)
    : harmed('ordinary traffic stays', `${hidden.length} of ${2 * count} hidden: ${hidden[0]}`);
}
