import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isPresigned, signedHeaders } from '../../evidence/presigned.ts';
import { parseUrl } from '../../model/origin.ts';
import type { Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown, shownList } from '../../model/shown.ts';
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
      text: say`Set the CORS rules of the bucket at ${shown(url.host)}, not those of the server that
        made the link. The address is a presigned URL: the bucket itself answers, and no code of yours
        runs there.${alsoSend(url)}`
        .fr`Modifiez les règles CORS du bucket à ${shown(url.host)}, et non celles du serveur qui a
        créé le lien. L’adresse est une URL présignée : le bucket répond lui-même, et aucun code à
        vous ne s’y exécute.${alsoSend(url)}`,
      docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html',
    };
  },
};

/** A header that was not signed makes the signature wrong, and so does one that is missing. */
function alsoSend(url: URL): Prose {
  const names = signedHeaders(url);
  return names.length === 0
    ? []
    : say` Send exactly the headers that were signed: ${shownList(names)}.`.fr` Envoyez exactement
      les en-têtes qui ont été signés : ${shownList(names)}.`;
}
