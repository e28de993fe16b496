/** One who takes part in an exchange, as a vertical line of its picture. */
export type Lane = {
  /** `worker`: a service or shared worker, which asks in the page's place. */
  readonly kind: 'page' | 'worker' | 'browser' | 'server';
  /** The origin of page, worker or server; empty for the browser, which has none. */
  readonly origin: string;
};

/**
 * How a row is to be read. `unsent` never left the browser, `lost` left and was not answered,
 * `stopped` is refused or failed, `open` is what nobody knows (yet).
 */
export type Tone = 'plain' | 'passed' | 'stopped' | 'unsent' | 'lost' | 'open';

/** What stands beside a row; `wrong` is what the browser objects to. */
export type Detail = { readonly text: string; readonly wrong: boolean };

type Said = {
  readonly text: string;
  readonly details: readonly Detail[];
  readonly tone: Tone;
  /** Milliseconds since the exchange began; null when it was not seen. */
  readonly at: number | null;
};

/** One thing that happened: something goes from lane to lane, or something is decided at one. */
export type Row =
  | (Said & { readonly kind: 'arrow'; readonly from: number; readonly to: number })
  | (Said & { readonly kind: 'note'; readonly lane: number });

/** What happened in an exchange, from top to bottom, without any place on a sheet yet. */
export type Picture = { readonly lanes: readonly Lane[]; readonly rows: readonly Row[] };

/** Whoever asks, and the browser between it and the servers. */
export const ASKER = 0;
export const BROWSER = 1;
