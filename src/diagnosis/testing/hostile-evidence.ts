/**
 * Evidence that others can influence, for property tests. A server was seen to name any origin, in
 * responses to any origin, while a page of the user's was blocked. Nothing that ships imports this
 * file.
 */
import fc, { type Arbitrary } from 'fast-check';
import type { Exchange } from '../../model/exchange.ts';
import type { HeaderList } from '../../model/header-list.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { type SeenServer, seenServerOf } from '../../model/seen-server.ts';
import { CHROMIUM_BLOCKED, exchange, hop } from '../../model/testing/sample-exchange.ts';
import { diagnose } from '../diagnose.ts';

/** The pages that may be the user's; everything else in the evidence belongs to others. */
const PAGES = ['http://localhost:3000', 'https://app.example.com', 'capacitor://localhost'];

/** Pages of the same site as one of the user's: they may be allowed beside it. */
export const SIBLINGS: Readonly<Record<string, readonly string[]>> = {
  'http://localhost:3000': [
    'http://localhost:3001',
    'http://localhost:30000',
    'http://sub.localhost:3000',
  ],
  'https://app.example.com': ['https://admin.example.com', 'https://evilapp.example.com'],
};

/** Unknown sites, some of which look nearly like the user's pages. */
const STRANGERS = [
  'https://evil.example',
  'https://partner.example',
  'https://www.evil.example:8443',
  'http://localhost:3001',
  'http://localhost:30000',
  'https://localhost:3000',
  'http://sub.localhost:3000',
  'http://localhost.evil.example:3000',
  'https://appxexample.com',
  'https://evilapp.example.com',
  'https://app.example.com.evil.example',
  'https://admin.example.com',
  'null',
];

const URL = 'https://api.example.com/items/';
const anybody = fc.constantFrom(...STRANGERS, ...PAGES);

/** Stands for the origin that asked. */
const ASKER = 'asker';

const named: Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: anybody },
  { weight: 6, arbitrary: fc.constant(ASKER) },
  { weight: 4, arbitrary: fc.constant('*') },
  fc.tuple(anybody, anybody).map((both) => both.join(', ')),
  anybody.map((one) => `${one}/`),
  fc.constantFrom('https://evil.example\n]', 'https://evil.example"];#', "https://e'.example", ''),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const answerHeaders: Arbitrary<HeaderList> = fc
  .record(
    {
      'Access-Control-Allow-Origin': named,
      'Access-Control-Allow-Credentials': fc.constantFrom('true', 'false'),
      'Access-Control-Allow-Methods': fc.constantFrom('*', 'GET, PUT', 'DELETE'),
      'Access-Control-Allow-Headers': fc.constantFrom('*', 'content-type', 'x-token'),
      'Access-Control-Expose-Headers': fc.constantFrom('*', 'x-total'),
      Vary: fc.constantFrom('Origin', 'origin', 'origin', 'Accept-Encoding'),
      Server: fc.constantFrom('WSGIServer/0.2', 'nginx/1.22.1', 'uvicorn'),
      'X-Frame-Options': fc.constant('DENY'),
    },
    { requiredKeys: ['Access-Control-Allow-Origin'] },
  )
  .map((all) => Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined));

const naming = <Answer extends { readonly headers: HeaderList }>(
  origin: string,
  answer: Answer,
): Answer => ({
  ...answer,
  headers: answer.headers.map(([name, value]) => [name, value === ASKER ? origin : value] as const),
});

const siteOf = (origin: string) =>
  /^https:\/\/[^.]+\.example\.com$/.test(origin) ? 'same-site' : 'cross-site';

/** One request, made by any page and seen anywhere. */
const asked = (id: string, page: Arbitrary<string>): Arbitrary<Exchange> =>
  fc
    .record({
      page,
      url: fc.constantFrom(URL, URL, 'https://api.example.com/other'),
      method: fc.constantFrom('GET', 'PUT', 'DELETE'),
      cookie: fc.boolean(),
      forgedSite: fc.constantFrom('same-site', 'cross-site'),
      preflight: fc.option(
        fc.record({
          asksHeaders: fc.constantFrom('x-token', 'content-type'),
          headers: answerHeaders,
          status: fc.constantFrom(200, 204, 403),
        }),
      ),
      response: fc.record({ headers: answerHeaders, fromCache: fc.boolean() }),
      frameId: fc.constantFrom(0, 0, 7),
      // From an imported file, from the tab, from another tab.
      tabId: fc.constantFrom(-1, 1, 2),
      blocked: fc.boolean(),
    })
    .map(({ page: origin, frameId, tabId, blocked, cookie, forgedSite, ...rest }) => ({
      ...exchange({
        id,
        page: origin,
        hops: [
          hop({
            ...rest,
            preflight: rest.preflight && naming(origin, rest.preflight),
            response: naming(origin, rest.response),
            origin,
            requestHeaders: {
              ...(cookie ? { Cookie: '[redacted]' } : {}),
              // Only a file can forge it.
              'Sec-Fetch-Site': tabId < 0 ? forgedSite : siteOf(origin),
            },
          }),
        ],
        ...(blocked ? { error: CHROMIUM_BLOCKED } : {}),
      }),
      frameId,
      tabId,
    }));

/** What was seen, and what the fix for one blocked request of the user's page must achieve. */
export type HostileEvidence = {
  /** The blocked request is a frame's. */
  readonly inFrame: boolean;
  readonly required: AnswerRequirement;
  readonly seenServer: SeenServer;
  /** Every origin that the evidence mentions and the fix must not contain. */
  readonly others: readonly string[];
};

export const hostileEvidence: Arbitrary<HostileEvidence> = fc
  .constantFrom(...PAGES)
  .chain((page) =>
    fc.tuple(
      asked('own', fc.constant(page)),
      fc.tuple(...[1, 2, 3, 4, 5].map((number) => asked(`other-${number}`, anybody))),
      fc.nat(5),
    ),
  )
  .map(([own, others, place]): HostileEvidence | null => {
    const blocked: Exchange = {
      ...own,
      ending: { kind: 'error', error: CHROMIUM_BLOCKED, at: 3 },
    };
    const exchanges = others.toSpliced(place, 0, blocked);
    const { answer } = diagnose(blocked, { browser: 'chromium', exchanges }).requirement;
    if (answer === null) return null;
    const mentioned = [...STRANGERS, ...PAGES].filter((one) => !isRequired(answer, one));
    return {
      inFrame: own.frameId !== 0,
      required: answer,
      seenServer: seenServerOf(exchanges, answer.server),
      others: mentioned,
    };
  })
  .filter((evidence) => evidence !== null);

const isRequired = ({ origins }: AnswerRequirement, origin: string): boolean =>
  origins.some((one) => one === origin);
