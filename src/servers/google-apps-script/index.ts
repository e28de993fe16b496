import { code, prose } from '../../model/prose.ts';
import { urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A script of Google Apps Script. Google adds the CORS headers, and nobody can set any. */
export const googleAppsScript = adviceStack({
  id: 'google-apps-script',
  label: 'Google Apps Script',
  kind: 'not-yours',
  docs: 'https://developers.google.com/apps-script/guides/web',
  marks: [
    urlSignal(
      0.97,
      /^https:\/\/script\.google\.com\/macros\//,
      prose`Web apps of Google Apps Script have such addresses.`,
    ),
  ],
  instead: [
    {
      id: 'apps-script-options',
      fits: ({ finding }) =>
        finding.cause === 'missing-allow-origin' && finding.phase === 'preflight',
      words: () =>
        prose`Send the body as ${code('text/plain')} and add no other header, or ask from your own server.
          Google Apps Script cannot answer OPTIONS, and such a request needs no preflight request.`,
    },
    {
      id: 'apps-script-error',
      fits: ({ finding }) => finding.cause === 'missing-allow-origin' && finding.phase === 'actual',
      words: () =>
        prose`Check the deployment in Google Apps Script: “Who has access” must be “Anyone”, and the script
          must end without an error. Google adds the CORS headers itself, and a script cannot set any.`,
    },
  ],
});
