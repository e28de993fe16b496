import { hasCorsHeader, type Refusal, refusal } from '../../evidence/facts.ts';
import type { Hint, HintContext, HintRule } from '../../evidence/hint.ts';
import { has } from '../../model/header-list.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { answersOfKind } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import { pathOf } from '../../model/url.ts';
import { isS3 } from '../../servers/amazon-s3/marks.ts';
import { isRunserversFile, isUntouched } from '../../servers/django-cors-headers/marks.ts';

type Found = Pick<Hint, 'confidence' | 'docs'> & { readonly where: Prose; readonly advice: Prose };

/**
 * The file is not served by the framework, so the framework's CORS settings have no effect on it.
 */
export const staticFileOutsideFramework: HintRule = {
  id: 'static-file-outside-framework',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !isUntouched(refused.headers)) return null;
    // A bucket refuses a preflight with 403; elsewhere an error is not a file.
    const file =
      refused.status >= 400 ? null : (runserver(refused) ?? otherServer(context, refused));
    const found = bucket(refused) ?? file;
    if (found === null) return null;
    return {
      confidence: found.confidence,
      text: prose`${found.advice} ${shown(pathOf(refused.hop.url))} ${found.where}, so the framework’s
        CORS settings do not reach it.`,
      docs: found.docs,
    };
  },
};

function bucket({ headers }: Refusal): Found | null {
  const found = {
    confidence: 0.88,
    where: prose`comes from a storage bucket`,
    advice: prose`Allow the origin in the bucket’s own CORS configuration.`,
  };
  if (isS3(headers)) {
    const docs = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html';
    return { ...found, docs };
  }
  if (has(headers, 'x-goog-generation') || has(headers, 'x-goog-hash')) {
    const advice = prose`Allow the origin in the bucket’s own CORS configuration
      (${code('gcloud storage buckets update --cors-file')}).`;
    return { ...found, advice, docs: 'https://cloud.google.com/storage/docs/cross-origin' };
  }
  return null;
}

/** Django's development server answers for static files before any middleware runs. */
function runserver(refused: Refusal): Found | null {
  const { hop, finding, status, headers } = refused;
  if (!isRunserversFile({ kind: finding.phase, url: hop.url, status, headers })) return null;
  return {
    confidence: 0.9,
    where: prose`is served by ${code('runserver')} itself, outside of all middleware`,
    advice: prose`Run ${code('runserver --nostatic')} and serve static files with WhiteNoise, below
      ${code('CorsMiddleware')}, or load them from the page’s own origin.`,
    docs: 'https://whitenoise.readthedocs.io/en/stable/django.html',
  };
}

function otherServer({ exchange, server }: HintContext, { hop }: Refusal): Found | null {
  const file = FILE_TYPES.has(exchange.resourceType) || FILE_NAME.test(pathOf(hop.url));
  if (!file || withCors(server).length === 0) return null;
  return {
    confidence: 0.7,
    where: prose`has no CORS headers, unlike other responses of this server. One of those two
      probably sent this file`,
    advice: prose`Add ${code('Access-Control-Allow-Origin')} in the web server or the content delivery
      network. For public files ${code('*')} is enough.`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS',
  };
}

const withCors = answersOfKind(({ headers }) => hasCorsHeader(headers));

const FILE_TYPES: ReadonlySet<string> = new Set(
  'font image imageset script stylesheet media'.split(' '),
);
const FILE_NAME =
  /\.(woff2?|ttf|otf|eot|svg|png|jpe?g|gif|webp|avif|m?js|css|mp[34]|webm|wasm|glb)$/i;
