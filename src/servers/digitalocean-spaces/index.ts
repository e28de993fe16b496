import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { hostSignal } from '../kit/marks.ts';
import { BUCKET_METHODS, emptyChecksum, s3CommandSnippets } from '../kit/s3-rule.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const HOST =
  /^(?:([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.)?([a-z]{3}\d)\.(?:cdn\.)?digitaloceanspaces\.com$/;

/** A bucket of DigitalOcean Spaces, which speaks the protocol of S3. */
export const digitaloceanSpaces = settingsStack({
  id: 'digitalocean-spaces',
  label: 'DigitalOcean Spaces · bucket',
  kind: 'platform',
  docs: 'https://docs.digitalocean.com/products/spaces/how-to/configure-cors/',
  answersAlone: true,
  marks: [
    hostSignal(
      0.97,
      HOST,
      say`Spaces has the hosts below ${code('digitaloceanspaces.com')}.`
        .fr`Les hôtes sous ${code('digitaloceanspaces.com')} appartiennent à Spaces.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'set', headers: 'set', expose: 'set' },
  onlyMethods: BUCKET_METHODS,
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'never' },
  write: (values) => {
    const [, bucket, region] = HOST.exec(parseUrl(values.requirement.url)?.hostname ?? '') ?? [];
    const endpoint = region === undefined ? null : `https://${region}.digitaloceanspaces.com`;
    return s3CommandSnippets(values, bucket ?? null, endpoint);
  },
  instead: [emptyChecksum('digitalocean-spaces-checksum')],
  notes: [
    say`Or use the control panel: open the bucket, ${code('Settings')},
      ${code('CORS Configurations')}.`
      .fr`Ou utilisez le panneau de contrôle : ouvrez le bucket, ${code('Settings')},
      ${code('CORS Configurations')}.`,
    say`If the CDN is on, purge its cache: it keeps the old headers.`
      .fr`Si le CDN est actif, videz son cache : il garde les anciens en-têtes.`,
  ],
});
