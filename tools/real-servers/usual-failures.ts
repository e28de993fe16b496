import { failureIds } from './failures.ts';
import type { LabFailure, LabStack } from './lab-stack.ts';

type Failures = LabStack['failures'];

/** How the developers of most libraries and products fail. */
type Usual = {
  /** Lines that allow one origin GET, POST and `content-type`, without credentials. */
  readonly allowing: (origin: string) => string;
  /** Lines that answer requests with credentials with a star; why not, if there are none. */
  readonly star: string | LabFailure;
};

/** The failures that are alike everywhere. `{page}` stands for the page's origin. */
export function usualFailures({ allowing, star }: Usual): Failures {
  const allowed = { cors: allowing('{page}') };
  const nothing = { cors: '' };
  return {
    'nothing-configured': nothing,
    'origin-not-listed': { cors: allowing('https://app.example') },
    'origin-misspelled': { cors: allowing('{page}/') },
    'wildcard-with-credentials': star,
    'credentials-not-allowed': allowed,
    'method-not-allowed': allowed,
    'header-not-allowed': allowed,
    'expose-missing': allowed,
    'error-without-headers': nothing,
    redirect: nothing,
    'two-layers': 'it sets its headers and never adds to them: a second line is a proxy’s',
  };
}

/** The same failures of a server whose responses do not show who sends them. */
export const nameless = (failures: Failures): Failures => ({
  ...failures,
  ...Object.fromEntries(
    failureIds.map((id) => {
      const one = failures[id];
      return [id, typeof one === 'string' ? one : { ...one, unrecognised: true }] as const;
    }),
  ),
});
