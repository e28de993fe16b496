import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isPresigned } from '../../evidence/presigned.ts';
import { parseUrl } from '../../model/origin.ts';
import { type Prose, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { isExplained } from '../../servers/instead.ts';

/** A URL that the user's server signed for a bucket: the bucket answers, and runs no code. */
export const presignedUrl: HintRule = {
  id: 'presigned-url',
  detect: (context) => {
    const refused = refusal(context);
    const url = refused && parseUrl(refused.hop.url);
    if (!url || !isPresigned(url) || isExplained(context)) return null;
    return {
      confidence: 0.65,
      text: prose`Set the CORS rules of the bucket at ${shown(url.host)}, not those of the server that
        made the link. The address is a presigned URL: the bucket itself answers, and no code of yours
        runs there.${signedHeaders(url)}`,
      docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html',
    };
  },
};

/** A header that was not signed for makes the signature wrong, and one that is missing too. */
function signedHeaders({ searchParams }: URL): Prose {
  const signed =
    searchParams.get('X-Amz-SignedHeaders') ?? searchParams.get('X-Goog-SignedHeaders');
  const names = (signed ?? '').split(';').filter((name) => name !== '' && name !== 'host');
  return names.length === 0
    ? []
    : prose` Send exactly the headers that were signed: ${shown(names.join(', '))}.`;
}
