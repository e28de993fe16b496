import { isPresigned } from '../../evidence/presigned.ts';
import { has } from '../../model/header-list.ts';
import { originOf, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerSignal } from '../kit/marks.ts';
import { BUCKET_METHODS, emptyChecksum, s3CommandSnippets } from '../kit/s3-rule.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Services with rooms of their own. */
const KNOWN =
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|r2\.cloudflarestorage\.com|backblazeb2\.com|digitaloceanspaces\.com|googleapis\.com)$/;

/** `files.s3.example.org`: the bucket is in the host. */
const IN_HOST = /^([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.(s3[.-].+)$/;
const IN_PATH = /^\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/./;

/** A bucket on a server that speaks the protocol of S3, such as SeaweedFS, Garage or Ceph. */
export const s3Compatible = settingsStack({
  id: 's3-compatible',
  label: phrase`S3-compatible server · bucket`.fr`Serveur compatible S3 · bucket`,
  kind: 'platform',
  docs: 'https://docs.aws.amazon.com/cli/latest/reference/s3api/put-bucket-cors.html',
  answersAlone: true,
  marks: [
    headerSignal(
      0.95,
      'Server',
      /^SeaweedFS S3\b|^Garage\b|^Ceph Object Gateway\b|^RustFS\b|^Zenko\b|^iDrive/i,
      (line) =>
        say`This server speaks the protocol of S3: it sends ${line}.`
          .fr`Ce serveur parle le protocole S3 : il envoie ${line}.`,
    ),
    {
      weight: 0.72,
      seen: isOwnBucket,
      evidence: () =>
        say`The address is signed for a bucket (${code('X-Amz-Signature')}), and its host belongs to
          no known service.`
          .fr`L’adresse est signée pour un bucket (${code('X-Amz-Signature')}), et son hôte
          n’appartient à aucun service connu.`,
    },
  ],
  can: { origins: 'list', credentials: 'never', methods: 'set', headers: 'set', expose: 'set' },
  onlyMethods: BUCKET_METHODS,
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'never' },
  write: (values) => {
    const { url } = values.requirement;
    const { host = '', hostname = '', pathname = '', protocol = '' } = parseUrl(url) ?? {};
    const inHost = IN_HOST.exec(hostname);
    if (inHost !== null) {
      const [, bucket = '', rest = ''] = inHost;
      return s3CommandSnippets(
        values,
        bucket,
        `${protocol}//${rest}${host.slice(hostname.length)}`,
      );
    }
    return s3CommandSnippets(values, IN_PATH.exec(pathname)?.[1] ?? null, originOf(url));
  },
  instead: [emptyChecksum('s3-compatible-checksum')],
  notes: [
    say`If the server is MinIO, set ${code('MINIO_API_CORS_ALLOW_ORIGIN')} instead: MinIO has no
      rules for single buckets.`
      .fr`Si le serveur est MinIO, définissez plutôt ${code('MINIO_API_CORS_ALLOW_ORIGIN')} : MinIO
      n’a pas de règles par bucket.`,
    say`Keep the rules that other pages need, below this one. Old versions of some servers have no
      such rules: update them.`
      .fr`Gardez sous cette règle celles dont d’autres pages ont besoin. Les anciennes versions de
      certains serveurs n’ont pas de telles règles : mettez-les à jour.`,
  ],
});

/** A presigned URL of S3's form, at a host that is no known service. */
function isOwnBucket({ url, headers }: SeenAnswer): boolean {
  const parsed = parseUrl(url);
  return (
    parsed !== null &&
    /[?&]X-Amz-Signature=/.test(parsed.search) &&
    isPresigned(parsed) &&
    !KNOWN.test(parsed.hostname) &&
    !has(headers, 'x-amz-id-2')
  );
}
