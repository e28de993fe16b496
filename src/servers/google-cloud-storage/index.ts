import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import { jsonList, shellString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { bucketOf, SIGNALS } from './marks.ts';

const DEFAULTS = { methods: ['GET', 'HEAD'], headers: [], maxAge: null };

/** The methods for requests to objects. */
const METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'];

/**
 * A bucket of Google Cloud Storage. Its configuration has no credentials. One list names both the
 * headers that requests may carry and those that pages may read.
 */
export const googleCloudStorage = optionsStack({
  id: 'google-cloud-storage',
  label: 'Google Cloud Storage · bucket',
  kind: 'platform',
  docs: 'https://cloud.google.com/storage/docs/cross-origin',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  // It compares the request's own method too, even without a preflight.
  methods: ({ methods, method }) => [...new Set([...methods, method])],
  accepts: ({ options }) =>
    options.credentials === null &&
    (options.methods?.value.every((method) => METHODS.includes(method)) ?? true),
  snippets: (proposal) => [file(proposal), command(proposal)],
  restart: () => null,
  notes: () => [
    say`Keep the entries of your present CORS configuration: this file replaces all of it.`
      .fr`Gardez les entrées de votre configuration CORS actuelle : ce fichier la remplace
      entièrement.`,
    say`Download from ${code('storage.googleapis.com')}: ${code('storage.cloud.google.com')} never
      allows CORS. What a browser or a CDN has in its cache keeps its old headers for a while.`
      .fr`Téléchargez depuis ${code('storage.googleapis.com')} : ${code('storage.cloud.google.com')}
      n’autorise jamais CORS. Ce qui est dans le cache d’un navigateur ou d’un CDN garde ses anciens
      en-têtes pendant un certain temps.`,
  ],
  cautions: () => [CACHE_CAUTION],
  instead: [
    {
      id: 'firebase-storage-bucket',
      explainsStatus: true,
      fits: ({ url, status }) =>
        url.hostname === 'firebasestorage.googleapis.com' && status === 404,
      words: ({ url }) =>
        say`Compare ${code('storageBucket')} in the page’s Firebase configuration with the bucket in
          the Firebase console, under Storage. Google finds no bucket
          ${shown(bucketOf(url) ?? '')}. If Storage was never set up, choose Get started there. New
          buckets end in ${code('.firebasestorage.app')}.`
          .fr`Comparez ${code('storageBucket')} dans la configuration Firebase de la page avec le
          bucket de la console Firebase, sous Storage. Google ne trouve aucun bucket
          ${shown(bucketOf(url) ?? '')}. Si Storage n’a jamais été configuré, choisissez Get started
          à cet endroit. Les nouveaux buckets se terminent par ${code('.firebasestorage.app')}.`,
    },
  ],
  answer: corsLayer({ preflightStatus: 200, varies: 'never' }, DEFAULTS),
});

function file({ options }: Proposal): Snippet {
  const { origins, methods, headers, expose, maxAge } = options;
  const names = [...new Set([...(headers?.value ?? []), ...(expose?.value ?? [])])];
  return {
    file: 'cors.json',
    language: 'json',
    place: say`Paste into a new file, for the command below.`
      .fr`Collez dans un nouveau fichier, pour la commande ci-dessous.`,
    lines: [
      '[',
      '  {',
      `    "origin": ${jsonList(origins.value)},`,
      `    "method": ${jsonList(methods?.value ?? DEFAULTS.methods)},`,
      ...(names.length > 0 ? [`    "responseHeader": ${jsonList(names)},`] : []),
      `    "maxAgeSeconds": ${maxAge?.value ?? 3600}`,
      '  }',
      ']',
    ].map(added),
  };
}

function command({ requirement }: Proposal): Snippet {
  const bucket = bucketOf(requirement.url);
  const name = bucket === null ? '"gs://$BUCKET"' : shellString(`gs://${bucket}`);
  return {
    file: 'terminal',
    language: 'shell',
    place:
      bucket === null
        ? say`Set ${code('BUCKET')} to the bucket’s name. Then run this in the folder of the file.`
            .fr`Donnez à ${code('BUCKET')} le nom du bucket. Exécutez ensuite ceci dans le dossier
            du fichier.`
        : say`Then run this in the folder of the file.`
            .fr`Exécutez ensuite ceci dans le dossier du fichier.`,
    lines: [added(`gcloud storage buckets update ${name} --cors-file=cors.json`)],
  };
}
