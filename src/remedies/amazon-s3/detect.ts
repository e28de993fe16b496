import { has } from '../../model/header-list.ts';
import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import { detectBySignals, headerOf, lineOf, type Signal } from '../signals.ts';
import type { Detection } from '../stack.ts';

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** Amazon's own headers as it documents them; the rest as measured on s3rver 3.7. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: (one) => headerOf(one, 'server') === 'AmazonS3',
    evidence: (one) => [lineOf(one, 'Server'), ' is Amazon S3.'],
  },
  {
    weight: 0.75,
    seen: (one) => has(one.headers, 'x-amz-id-2'),
    evidence: () => ['S3 alone sends the header x-amz-id-2.'],
  },
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'vary') === VARY,
    evidence: (one) => [lineOf(one, 'Vary'), ' is how S3 writes it.'],
  },
  {
    weight: 0.4,
    seen: isRefusal,
    evidence: (one) => [
      'A preflight refused with ',
      lineOf(one, 'Content-Type'),
      ' is how S3 answers.',
    ],
  },
];

/** How surely a bucket answers, at Amazon or at a server that speaks its protocol. */
export function detect({ answers }: ServerObservation): Detection {
  return { ...detectBySignals(SIGNALS, answers), versions: [] };
}

/** An error document in XML. */
function isRefusal(answer: ObservedAnswer): boolean {
  return (
    answer.kind === 'preflight' &&
    answer.status === 403 &&
    /^application\/xml\b/.test(headerOf(answer, 'content-type'))
  );
}
