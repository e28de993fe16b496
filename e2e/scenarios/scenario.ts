import type { Header } from '../../src/model/header-list.ts';
import type { Failure } from '../../src/policy/finding.ts';
import { type Ask, type AskedMode, modeOf } from '../../tools/judge/ask.ts';
import type { Answer, Script } from '../../tools/scripted-servers/scenario-server.ts';

/** The places that requests are made from. */
export type Place =
  | { readonly kind: 'page' }
  | { readonly kind: 'worker'; readonly url: string }
  | { readonly kind: 'frame'; readonly attributes: Readonly<Record<string, string>> };

/** What the browser itself must say of the last request. */
export type Said =
  /** The page gets the response. */
  | { readonly is: 'finished' }
  /** Blocked by CORS, with the protocol's name of the reason. */
  | { readonly is: 'blocked'; readonly corsError: string }
  /** Failed for another reason, which an extension can see as well. */
  | { readonly is: 'failed'; readonly errorText: string }
  /** Stopped before there was a request: the protocol and extensions do not see it. */
  | { readonly is: 'unseen' };

/** Browsers start in three ways; scenarios that need nothing special share the first. */
export type ProfileName = 'default' | 'cookies-blocked' | 'public-network';

export type Scenario = {
  /** Also part of its URLs and the name of its fixture. */
  readonly id: string;
  /** The sentence that a user would say. */
  readonly name: string;
  readonly profile: ProfileName;
  /** The page that asks. */
  readonly page: string;
  /** By default the page itself. */
  readonly from: Place;
  /** Made one after the other. */
  readonly asks: readonly [Ask, ...Ask[]];
  readonly answers: Script;
  readonly said: Said;
  /** What Firefox says if it differs, in the words of its console and its errors. */
  readonly inFirefox?: Said;
  /** The error that an extension can see, if the protocol has only a general name for it. */
  readonly known?: string;
  /** Set if CORS does not apply: the extension leaves such a request out. */
  readonly unlisted?: true;
  /**
   * Set if the extension API has no event of the request. The recorder of DevTools has one: if they
   * are open, and in a HAR, the request is known under this id.
   */
  readonly unheard?: Failure;
  /** Why the events alone cannot distinguish a block from a failure, if they cannot. */
  readonly indistinguishable?: string;
};

/** The mode of the scenario's request of that number. */
export const modeAt = ({ asks }: Scenario, index: number): AskedMode =>
  modeOf(asks[index] ?? asks[0]);

/** Fills in what most scenarios have in common. */
export const scenario = (
  id: string,
  name: string,
  rest: Omit<Scenario, 'id' | 'name' | 'profile' | 'page' | 'from'> &
    Partial<Pick<Scenario, 'profile' | 'page' | 'from'>>,
): Scenario => ({
  id,
  name,
  profile: 'default',
  page: 'page/index.html',
  from: { kind: 'page' },
  ...rest,
});

export const finished: Said = { is: 'finished' };
export const blocked = (corsError: string): Said => ({ is: 'blocked', corsError });
export const failed = (errorText: string): Said => ({ is: 'failed', errorText });
export const unseen: Said = { is: 'unseen' };

type Init = NonNullable<Extract<Ask, { by: 'fetch' }>['init']>;

export const get = (url: string, init: Init = {}): Ask => ({ by: 'fetch', url, init });
export const put = (url: string, init: Init = {}): Ask => get(url, { method: 'PUT', ...init });

/** A `PUT` of JSON with the user's cookies: the request that real applications make. */
export const putJson = (url: string): Ask =>
  put(url, {
    credentials: 'include',
    headers: [['Content-Type', 'application/json']],
    body: '{}',
  });

export const include = { credentials: 'include' } as const;

export const allowOrigin = (value: string): Header => ['Access-Control-Allow-Origin', value];
export const allowMethods = (value: string): Header => ['Access-Control-Allow-Methods', value];
export const allowHeaders = (value: string): Header => ['Access-Control-Allow-Headers', value];
export const allowCredentials: Header = ['Access-Control-Allow-Credentials', 'true'];
export const location = (value: string): Header => ['Location', value];

/** The page's origin, and everything that a preflight may ask for. */
export const generous: readonly Header[] = [
  allowOrigin('{origin}'),
  allowCredentials,
  allowMethods('GET, PUT, DELETE, PATCH'),
  allowHeaders('content-type, authorization, x-custom'),
];

export const answer = (headers: readonly Header[] = [], status = 200): Answer => ({
  status,
  headers,
});
