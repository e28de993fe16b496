import { get, type HeaderList, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, hostSignal, lineOf, type Signal } from '../kit/marks.ts';

/** Whether S3, or a server that speaks its protocol, identifies itself. */
export function isS3(list: HeaderList): boolean {
  return get(list, 'server') === 'AmazonS3' || has(list, 'x-amz-request-id');
}

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** Amazon's headers as documented; the rest as measured on s3rver 3.7. */
export const SIGNALS: readonly Signal[] = [
  hostSignal(
    0.9,
    /(?:^|\.)s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$/,
    say`Amazon S3 has such hosts below ${code('amazonaws.com')}.`
      .fr`Amazon S3 utilise de tels hôtes sous ${code('amazonaws.com')}.`,
  ),
  {
    weight: 0.9,
    seen: (one) => headerOf(one, 'server') === 'AmazonS3' && !isBehindCloudFront(one),
    evidence: (one) =>
      say`Amazon S3 sends ${lineOf(one, 'Server')}.`.fr`Amazon S3 envoie ${lineOf(one, 'Server')}.`,
  },
  {
    weight: 0.5,
    seen: (one) => headerOf(one, 'server') === 'AmazonS3' && isBehindCloudFront(one),
    evidence: (one) =>
      say`Amazon S3, behind CloudFront, sends ${lineOf(one, 'Server')}.`
        .fr`Amazon S3, derrière CloudFront, envoie ${lineOf(one, 'Server')}.`,
  },
  {
    weight: 0.75,
    seen: (one) => has(one.headers, 'x-amz-id-2') && !isBehindCloudFront(one),
    evidence: () =>
      say`Only S3 sends the header ${code('x-amz-id-2')}.`
        .fr`Seul S3 envoie l’en-tête ${code('x-amz-id-2')}.`,
  },
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'vary') === VARY,
    evidence: (one) =>
      say`S3 writes ${lineOf(one, 'Vary')} in this way.`
        .fr`S3 écrit ${lineOf(one, 'Vary')} de cette façon.`,
  },
  {
    weight: 0.4,
    seen: isRefusal,
    evidence: (one) =>
      say`S3 refuses a preflight request with 403 and ${lineOf(one, 'Content-Type')}.`
        .fr`S3 refuse une requête préliminaire avec le statut 403 et
        ${lineOf(one, 'Content-Type')}.`,
  },
];

/** CloudFront is the outer layer: it keeps answers, and adds or replaces headers. */
const isBehindCloudFront = ({ headers }: SeenAnswer): boolean => has(headers, 'x-amz-cf-id');

/** An error document in XML. */
function isRefusal(answer: SeenAnswer): boolean {
  return (
    answer.kind === 'preflight' &&
    answer.status === 403 &&
    /^application\/xml\b/.test(headerOf(answer, 'content-type'))
  );
}
