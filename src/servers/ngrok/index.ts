import { get } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { headerSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A tunnel of ngrok. Only its own answers count: the server behind it has a room of its own. */
export const ngrok = adviceStack({
  id: 'ngrok',
  label: 'ngrok · tunnel',
  kind: 'in-front',
  docs: 'https://ngrok.com/docs/errors/err_ngrok_6024',
  marks: [
    headerSignal(
      0.95,
      'Ngrok-Error-Code',
      /^ERR_NGROK_\d+$/,
      (line) => prose`ngrok sends ${line}.`,
    ),
  ],
  instead: [
    {
      id: 'ngrok-warning',
      explainsStatus: true,
      fits: ({ headers }) => get(headers, 'ngrok-error-code') === 'ERR_NGROK_6024',
      words: () =>
        prose`Send the request header ${code('ngrok-skip-browser-warning: 1')} from the page, and let
          your server allow it. ngrok answered with its own warning page, not your server.`,
    },
    {
      id: 'ngrok-offline',
      explainsStatus: true,
      fits: ({ headers }) =>
        /^ERR_NGROK_(?:3200|8012)$/.test(get(headers, 'ngrok-error-code') ?? ''),
      words: () =>
        prose`Start the tunnel and the server behind it: ngrok answered that it reaches none. No CORS
          setting helps.`,
    },
  ],
});
