import { has } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** Amazon's own headers as it documents them; the rest as measured on s3rver 3.7. */
export const SIGNALS: readonly Signal[] = [
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

/** An error document in XML. */
function isRefusal(answer: ObservedAnswer): boolean {
  return (
    answer.kind === 'preflight' &&
    answer.status === 403 &&
    /^application\/xml\b/.test(headerOf(answer, 'content-type'))
  );
}
