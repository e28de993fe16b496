import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { added } from '../kit/lines.ts';
import { jsonList, shellString } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: (one) =>
      headerOf(one, 'x-guploader-uploadid') !== '' || headerOf(one, 'server') === 'UploadServer',
    evidence: () => [code('X-GUploader-UploadID'), ' is on every answer of Cloud Storage.'],
  },
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'x-goog-storage-class') !== '',
    evidence: (one) => [lineOf(one, 'x-goog-storage-class'), ' is of an object in a bucket.'],
  },
  {
    weight: 0.6,
    seen: (one) => bucketOf(one.url) !== null,
    evidence: () => ['The URL is one of Cloud Storage.'],
  },
];

const DEFAULTS: OptionDefaults = { methods: ['GET', 'HEAD'], headers: [], maxAge: null };

/** What objects can be asked with. */
const METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'];

/**
 * A bucket of Google Cloud Storage. Its configuration knows no credentials, and one list names
 * both the headers that requests may carry and those that pages may read.
 */
export const googleCloudStorage = optionsStack({
  id: 'google-cloud-storage',
  label: 'Google Cloud Storage · bucket',
  docs: 'https://cloud.google.com/storage/docs/cross-origin',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  accepts: (proposal) =>
    proposal.options.credentials === null &&
    methodsOf(proposal).every((method) => METHODS.includes(method)),
  snippets: (proposal) => [file(proposal), command(proposal)],
  notes: () => [
    ['The file takes the place of the whole CORS configuration: keep the entries that are there.'],
    [
      'Downloads by ',
      code('storage.cloud.google.com'),
      ' never allow CORS: use ',
      code('storage.googleapis.com'),
      '. An answer that a browser or CDN has cached keeps its old headers for a while.',
    ],
  ],
  cautions: () => [CACHE_CAUTION],
  answer: (proposal, application) => {
    const { options } = proposal;
    const methods = { value: methodsOf(proposal), mark: 'added' } as const;
    return corsLayer(
      { preflightStatus: 200, varies: 'never' },
      { ...options, methods },
      DEFAULTS,
      application,
    );
  },
});

/** The request's own method counts too, also where it needs no preflight. */
function methodsOf({ requirement, options }: Proposal): readonly string[] {
  const listed = options.methods?.value ?? (DEFAULTS.methods as readonly string[]);
  return [...new Set([...listed, requirement.method])];
}

function bucketOf(url: string): string | null {
  const { host = '', pathname = '' } = parseUrl(url) ?? {};
  const inHost = /^([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])\.storage\.googleapis\.com$/.exec(host)?.[1];
  if (inHost !== undefined) return inHost;
  const path =
    host === 'storage.googleapis.com'
      ? /^\/([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])\//
      : /^\/v0\/b\/([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])\/o/;
  const known = ['storage.googleapis.com', 'firebasestorage.googleapis.com'].includes(host);
  return known ? (path.exec(pathname)?.[1] ?? null) : null;
}

function file(proposal: Proposal): Snippet {
  const { options } = proposal;
  const names = [...(options.headers?.value ?? []), ...(options.expose?.value ?? [])];
  return {
    file: 'cors.json',
    language: 'json',
    place: ['A new file, for the command below.'],
    lines: [
      '[',
      '  {',
      `    "origin": ${jsonList(options.origins.value)},`,
      `    "method": ${jsonList(methodsOf(proposal))},`,
      ...(names.length > 0 ? [`    "responseHeader": ${jsonList([...new Set(names)])},`] : []),
      `    "maxAgeSeconds": ${options.maxAge?.value ?? 3600}`,
      '  }',
      ']',
    ].map(added),
  };
}

function command({ requirement }: Proposal): Snippet {
  const bucket = bucketOf(requirement.url);
  return {
    file: 'terminal',
    language: 'shell',
    place:
      bucket === null
        ? ['Then, after setting ', code('BUCKET'), ' to the bucket’s name.']
        : ['Then, in the folder of the file.'],
    lines: [
      added(
        `gcloud storage buckets update ${
          bucket === null ? '"gs://$BUCKET"' : shellString(`gs://${bucket}`)
        } --cors-file=cors.json`,
      ),
    ],
  };
}
