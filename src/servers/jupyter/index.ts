import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pythonString } from '../kit/literals.ts';
import { headerOf, headerSignal, lineOf } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Jupyter Server takes one origin, or a pattern, which is not written here. */
export const jupyter = settingsStack({
  id: 'jupyter',
  label: 'Jupyter Server',
  kind: 'product',
  docs: 'https://jupyter-server.readthedocs.io/en/latest/other/full-config.html',
  basis: 'measured',
  marks: [
    headerSignal(
      0.9,
      'X-JupyterHub-Version',
      /./,
      (line) => say`JupyterHub sends ${line}.`.fr`JupyterHub envoie ${line}.`,
    ),
    {
      weight: 0.8,
      seen: (one) =>
        /^TornadoServer\//.test(headerOf(one, 'server')) &&
        /\/api\/(?:kernels|contents|sessions|kernelspecs|terminals|status)(?:\/|$)/.test(
          parseUrl(one.url)?.pathname ?? '',
        ),
      evidence: (one) =>
        say`Jupyter has this address, and sends ${lineOf(one, 'Server')}.`
          .fr`Jupyter a cette adresse, et envoie ${lineOf(one, 'Server')}.`,
    },
  ],
  can: {
    origins: 'one',
    credentials: 'set',
    methods: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'],
    headers: ['accept', 'content-type', 'authorization', 'x-xsrftoken'],
    expose: [],
  },

  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins: [origin], credentials }) => [
    fileSnippet(
      'jupyter_server_config.py',
      'python',
      say`Paste at the end of the file. ${code('jupyter server --generate-config')} creates it.`
        .fr`Collez à la fin du fichier. ${code('jupyter server --generate-config')} le crée.`,
      [
        `c.ServerApp.allow_origin = ${pythonString(origin)}`,
        ...(credentials ? ['c.ServerApp.allow_credentials = True'] : []),
      ],
    ),
  ],
  restart: restarts('Jupyter'),
  notes: [
    say`Send the token in ${code('Authorization')}: Jupyter refuses a request without one before
      CORS matters.`
      .fr`Envoyez le jeton dans ${code('Authorization')} : Jupyter refuse une requête sans jeton,
      avant même d’appliquer CORS.`,
  ],
});
