import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Google's own refusal before a service of Cloud Run. Only these answers count. */
export const googleCloudRun = adviceStack({
  id: 'google-cloud-run',
  label: phrase`Google Cloud Run · IAM check`.fr`Google Cloud Run · contrôle IAM`,
  kind: 'in-front',
  docs: 'https://cloud.google.com/run/docs/authenticating/public',
  marks: [
    {
      weight: 0.9,
      seen: isRefusal,
      evidence: () =>
        say`Google itself refused with an HTML page, before the service of Cloud Run got the
          request.`
          .fr`Google lui-même a refusé avec une page HTML, avant que le service Cloud Run ne reçoive
          la requête.`,
    },
  ],
  instead: [
    {
      id: 'cloud-run-private',
      explainsStatus: true,
      fits: ({ status, headers, url }) =>
        isOfGoogle(headers) && (status === 401 || status === 403) && RUN.test(url.hostname),
      words: () =>
        say`Allow public access to the service:
          ${code('gcloud run services update SERVICE --no-invoker-iam-check')}. Check the user’s
          token in your own code. Google refused, because browsers send no token with a preflight
          request.`.fr`Autorisez l’accès public au service :
          ${code('gcloud run services update SERVICE --no-invoker-iam-check')}. Vérifiez le jeton de
          l’utilisateur dans votre propre code. Google a refusé, car les navigateurs n’envoient
          aucun jeton avec une requête préliminaire.`,
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
