import { parseUrl } from '../../model/origin.ts';
import { say } from '../../model/say.ts';
import { fitsAnyShell, jsonList, shellString } from '../kit/literals.ts';
import { headerOf } from '../kit/marks.ts';
import { flagSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** vLLM's OpenAI-compatible server: Starlette's CORS code, with lists from its command line. */
export const vllm = settingsStack({
  id: 'vllm',
  label: 'vLLM',
  kind: 'product',
  docs: 'https://docs.vllm.ai/en/latest/cli/serve/',
  marks: [
    {
      // Other servers for models look alike.
      weight: 0.45,
      seen: (one) =>
        headerOf(one, 'server') === 'uvicorn' &&
        /^\/v1\/(?:chat\/)?(?:completions|models|embeddings|responses)$/.test(
          parseUrl(one.url)?.pathname ?? '',
        ),
      evidence: () =>
        say`Its address is one of OpenAI’s API, and uvicorn answers, as in vLLM.`
          .fr`Son adresse est une de celles de l’API d’OpenAI, et uvicorn répond, comme dans vLLM.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: [] },
  answers: { preflightStatus: 200, varies: 'always' },
  lists: { methods: ['GET', 'POST'], headers: ['authorization', 'content-type'] },
  write: ({ origins, credentials, methods, headers }) => {
    const lists = { origins, methods, headers };
    const flags = Object.entries(lists).map(
      ([name, values]) => `--allowed-${name} ${shellString(jsonList(values))}`,
    );
    if (!Object.values(lists).every((values) => fitsAnyShell(jsonList(values)))) return null;
    return [flagSnippet('vLLM', [...flags, ...(credentials ? ['--allow-credentials'] : [])])];
  },
  restart: restarts('vLLM'),
});
