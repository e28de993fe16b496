import {
  hasCorsHeader,
  headerIncludes,
  type Refusal,
  refusal,
  variesByOrigin,
} from '../../../evidence/facts.ts';
import type { Hint, HintContext, HintRule } from '../../../evidence/hint.ts';
import { has } from '../../../model/header-list.ts';
import { code, type Prose } from '../../../model/prose.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import { passedSecurityMiddleware } from '../marks.ts';

type Found = Pick<Hint, 'confidence' | 'docs'> & { readonly where: Prose; readonly advice: Prose };

/** The file does not come from the framework, so its CORS settings do not reach it. */
export const staticFileOutsideFramework: HintRule = {
  id: 'static-file-outside-framework',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null) return null;
    if (hasCorsHeader(refused.headers) || variesByOrigin(refused.headers)) return null;
    // A bucket refuses a preflight with 403; elsewhere an error is no file.
    const file =
      refused.status >= 400 ? null : (runserver(refused) ?? otherServer(context, refused));
    const found = bucket(refused) ?? file;
    if (found === null) return null;
    return {
      confidence: found.confidence,
      text: [
        shown(pathOf(refused.hop.url)),
        ...found.where,
        ', so the framework’s CORS settings do not reach it. ',
        ...found.advice,
      ],
      docs: found.docs,
    };
  },
};

function bucket({ headers }: Refusal): Found | null {
  const where: Prose = [' is served by a storage bucket'];
  if (headerIncludes(headers, 'server', 'amazons3') || has(headers, 'x-amz-request-id')) {
    const advice = ['Allow the origin in the bucket’s own CORS configuration.'];
    const docs = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html';
    return { confidence: 0.88, where, advice, docs };
  }
  if (has(headers, 'x-goog-generation') || has(headers, 'x-goog-hash')) {
    const advice: Prose = [
      'Allow the origin in the bucket’s own CORS configuration (',
      code('gcloud storage buckets update --cors-file'),
      ').',
    ];
    return {
      confidence: 0.88,
      where,
      advice,
      docs: 'https://cloud.google.com/storage/docs/cross-origin',
    };
  }
  return null;
}

/** Django's development server answers for static files before any middleware runs. */
function runserver({ hop, headers }: Refusal): Found | null {
  if (!headerIncludes(headers, 'server', 'wsgiserver')) return null;
  if (passedSecurityMiddleware(headers) || !STATIC_PATH.test(pathOf(hop.url))) {
    return null;
  }
  return {
    confidence: 0.9,
    where: [' is served by ', code('runserver'), ' itself, outside of all middleware'],
    advice: [
      'Run ',
      code('runserver --nostatic'),
      ' and serve static files with WhiteNoise, below ',
      code('CorsMiddleware'),
      ', or load them from the page’s own origin.',
    ],
    docs: 'https://whitenoise.readthedocs.io/en/stable/django.html',
  };
}

function otherServer({ exchange, server }: HintContext, { hop }: Refusal): Found | null {
  const file = FILE_TYPES.has(exchange.resourceType) || FILE_NAME.test(pathOf(hop.url));
  if (!file || !server.answers.some(({ headers }) => hasCorsHeader(headers))) return null;
  return {
    confidence: 0.7,
    where: [
      ' is a file, and unlike other answers of this server it carries no CORS headers: the web server or a content delivery network seems to serve it',
    ],
    advice: [
      'Add ',
      code('Access-Control-Allow-Origin'),
      ' where that one is configured; for public files ',
      code('*'),
      ' is enough.',
    ],
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS',
  };
}

const STATIC_PATH = /\/(static|media|assets)\//i;
const FILE_TYPES: ReadonlySet<string> = new Set([
  'font',
  'image',
  'imageset',
  'script',
  'stylesheet',
  'media',
]);
const FILE_NAME =
  /\.(woff2?|ttf|otf|eot|svg|png|jpe?g|gif|webp|avif|m?js|css|mp[34]|webm|wasm|glb)$/i;
