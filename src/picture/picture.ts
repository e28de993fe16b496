/** A participant of an exchange, as a vertical line of its picture. */
export type Lane = {
  /** `worker`: a service or shared worker that asks instead of the page. */
  readonly kind: 'page' | 'worker' | 'browser' | 'server';
  /** The origin of page, worker or server. Empty for the browser, which has none. */
  readonly origin: string;
};

/**
 * How to read a row. `unsent` never left the browser. `lost` left and was not answered. `stopped`
 * is refused or failed. `open` is not known (yet).
 */
export type Tone = 'plain' | 'passed' | 'stopped' | 'unsent' | 'lost' | 'open';

/** The text beside a row. `wrong` is what the browser objects to. */
export type Detail = { readonly text: string; readonly wrong: boolean };

type Said = {
  readonly text: string;
  readonly details: readonly Detail[];
  readonly tone: Tone;
  /** Milliseconds since the exchange began. Null when the time was not seen. */
  readonly at: number | null;
};

/** One event: something goes from lane to lane, or something is decided at one lane. */
export type Row =
  | (Said & { readonly kind: 'arrow'; readonly from: number; readonly to: number })
  | (Said & { readonly kind: 'note'; readonly lane: number });

/** What happened in an exchange, from top to bottom, before it is placed on a sheet. */
export type Picture = { readonly lanes: readonly Lane[]; readonly rows: readonly Row[] };

/** The page or worker that asks, the browser, and the servers. */
export const ASKER = 0;
export const BROWSER = 1;
