import { get } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Google's own refusal before a service of Cloud Run. Only these answers count. */
export const googleCloudRun = adviceStack({
  id: 'google-cloud-run',
  label: 'Google Cloud Run · IAM check',
  kind: 'in-front',
  docs: 'https://cloud.google.com/run/docs/authenticating/public',
  marks: [
    {
      weight: 0.9,
      seen: isRefusal,
      evidence: () =>
        prose`Google itself refused with an HTML page, before the service of Cloud Run got the request.`,
    },
  ],
  instead: [
    {
      id: 'cloud-run-private',
      explainsStatus: true,
      fits: ({ status, headers, url }) =>
        isOfGoogle(headers) && (status === 401 || status === 403) && RUN.test(url.hostname),
      words: () =>
        prose`Allow public access to the service:
          ${code('gcloud run services update SERVICE --no-invoker-iam-check')}. Check the user’s token in
          your own code. Google refused, because browsers send no token with a preflight request.`,
    },
  ],
});

const RUN = /\.(?:run\.app|cloudfunctions\.net)$/;

const isOfGoogle = (headers: SeenAnswer['headers']): boolean =>
  get(headers, 'server') === 'Google Frontend' &&
  /^text\/html\b/i.test(get(headers, 'content-type') ?? '');

function isRefusal(one: SeenAnswer): boolean {
  return (
    (one.status === 401 || one.status === 403) &&
    isOfGoogle(one.headers) &&
    RUN.test(new URL(one.url).hostname) &&
    headerOf(one, 'access-control-allow-origin') === ''
  );
}
