import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Certificate = {
  readonly key: Buffer;
  readonly cert: Buffer;
  /** The value for `--ignore-certificate-errors-spki-list` with which Chromium trusts it. */
  readonly fingerprint: string;
};

/** A self-signed certificate of one day, made by openssl. */
export function selfSigned(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'crosscheck-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const algorithm = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const options = ['-x509', ...algorithm, '-days', '1', '-subj', '/CN=lab'];
    execFileSync('openssl', ['req', ...options, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert), fingerprint: fingerprintOf(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fingerprintOf(path: string): string {
  const { publicKey } = new X509Certificate(readFileSync(path));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}
