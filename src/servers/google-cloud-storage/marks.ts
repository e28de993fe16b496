import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { say } from '../../model/say.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';

export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: (one) =>
      headerOf(one, 'x-guploader-uploadid') !== '' || headerOf(one, 'server') === 'UploadServer',
    evidence: (one) => {
      const name = has(one.headers, 'x-guploader-uploadid') ? 'X-GUploader-UploadID' : 'Server';
      return say`Cloud Storage sends ${lineOf(one, name)}.`
        .fr`Cloud Storage envoie ${lineOf(one, name)}.`;
    },
  },
  headerSignal(
    0.7,
    'x-goog-storage-class',
    /./,
    (line) => say`Cloud Storage sends ${line}.`.fr`Cloud Storage envoie ${line}.`,
  ),
  {
    weight: 0.6,
    seen: (one) => bucketOf(one.url) !== null,
    evidence: () => say`The URL belongs to Cloud Storage.`.fr`L’URL appartient à Cloud Storage.`,
  },
];

/** The bucket in a URL; null if there is none. */
export function bucketOf(url: string): string | null {
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
