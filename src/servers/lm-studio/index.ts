import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const ONE_SWITCH: Prose = prose`Its only CORS setting (${code('lms server start --cors')}) allows every
  site that you open.`;

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
      prose`LM Studio answers at port ${code('1234')} by default.`,
    ),
  ],
  instead: [
    {
      id: 'lm-studio-cors',
      forward: true,
      fits: ({ finding }) => finding.cause === 'missing-allow-origin',
      words: ({ origin }) =>
        isLoopbackHost(parseUrl(origin)?.hostname ?? '')
          ? prose`Let the page’s own server forward the request to LM Studio. ${ONE_SWITCH}`
          : prose`Turn on “Enable CORS” in the Developer tab of LM Studio, only while you need it.
              ${ONE_SWITCH}`,
    },
  ],
});
