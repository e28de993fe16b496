import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const ONE_SWITCH: Prose = say`Its only CORS setting (${code('lms server start --cors')}) allows
  every site that you open.`
  .fr`Son seul réglage CORS (${code('lms server start --cors')}) autorise tous les sites que vous
  ouvrez.`;

/** LM Studio has one switch for every site at once, so no fix can offer it. */
export const lmStudio = adviceStack({
  id: 'lm-studio',
  label: 'LM Studio',
  kind: 'product',
  docs: 'https://lmstudio.ai/docs/developer/core/server/settings',
  marks: [
    urlSignal(
      0.8,
      /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):1234\/(?:v1|api\/v[01])\//,
      say`LM Studio answers at port ${code('1234')} by default.`
        .fr`Par défaut, LM Studio répond sur le port ${code('1234')}.`,
    ),
  ],
  instead: [
    {
      id: 'lm-studio-cors',
      forward: true,
      fits: ({ finding }) => finding.cause === 'missing-allow-origin',
      words: ({ origin }) =>
        isLoopbackHost(parseUrl(origin)?.hostname ?? '')
          ? say`Let the page’s own server forward the request to LM Studio. ${ONE_SWITCH}`
              .fr`Faites transmettre la requête à LM Studio par le serveur de la page.
              ${ONE_SWITCH}`
          : say`Turn on “Enable CORS” in the Developer tab of LM Studio, only while you need it.
              ${ONE_SWITCH}`
              .fr`Activez « Enable CORS » dans l’onglet Developer de LM Studio, seulement tant que
              vous en avez besoin. ${ONE_SWITCH}`,
    },
  ],
});
