import { hasCorsHeader, type Refusal, refusal } from '../../evidence/facts.ts';
import type { Hint, HintContext, HintRule } from '../../evidence/hint.ts';
import { has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
    const isKept = refused.hop.response?.fromCache === true;
    return {
      confidence: isKept ? Math.min(found.confidence, KEPT) : found.confidence,
      text: say`${found.advice} ${shown(pathOf(refused.hop.url))} ${found.where}, so the framework’s
        CORS settings do not reach it.`.fr`${found.advice} ${shown(pathOf(refused.hop.url))}
        ${found.where} : les réglages CORS du framework ne s’y appliquent donc pas.`,
      docs: found.docs,
    };
  },
};

/** The browser asked no server now: its cache is the nearer reason. */
const KEPT = 0.6;

function bucket({ headers }: Refusal): Found | null {
  const found = {
    confidence: 0.88,
    where: say`comes from a storage bucket`.fr`vient d’un bucket de stockage`,
    advice: say`Allow the origin in the bucket’s own CORS configuration.`.fr`Autorisez l’origine
      dans la configuration CORS du bucket lui-même.`,
  };
  if (isS3(headers)) {
    const docs = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html';
    return { ...found, docs };
  }
  if (has(headers, 'x-goog-generation') || has(headers, 'x-goog-hash')) {
    const advice = say`Allow the origin in the bucket’s own CORS configuration
      (${code('gcloud storage buckets update --cors-file')}).`.fr`Autorisez l’origine dans la
      configuration CORS du bucket lui-même
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
    where: say`is served by ${code('runserver')} itself, outside of all middleware`.fr`est servi par
      ${code('runserver')} lui-même, en dehors de tout middleware`,
    advice: say`Run ${code('runserver --nostatic')} and serve static files with WhiteNoise, below
      ${code('CorsMiddleware')}, or load them from the page’s own origin.`.fr`Lancez
      ${code('runserver --nostatic')} et servez les fichiers statiques avec WhiteNoise, sous
      ${code('CorsMiddleware')}, ou chargez-les depuis l’origine de la page.`,
    docs: 'https://whitenoise.readthedocs.io/en/stable/django.html',
  };
}

function otherServer({ exchange, server }: HintContext, { hop }: Refusal): Found | null {
  const file = FILE_TYPES.has(exchange.resourceType) || FILE_NAME.test(pathOf(hop.url));
  if (!file || withCors(server).length === 0) return null;
  return {
    confidence: 0.7,
    where: say`has no CORS headers, unlike other responses of this server. One of those two
      probably sent this file`.fr`n’a pas d’en-têtes CORS, contrairement à d’autres réponses de ce
      serveur. L’un de ces deux a probablement envoyé ce fichier`,
    advice: say`Add ${code('Access-Control-Allow-Origin')} in the web server or the content delivery
      network. For public files ${code('*')} is enough.`.fr`Ajoutez
      ${code('Access-Control-Allow-Origin')} dans le serveur web ou le réseau de diffusion de
      contenu (CDN). Pour des fichiers publics, ${code('*')} suffit.`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS',
  };
}

const withCors = answersOfKind(({ headers }) => hasCorsHeader(headers));

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
