import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';

const ALLOW_ORIGIN = 'access-control-allow-origin';

/** `Access-Control-Allow-Origin` as the developer's files would send it, and as it came. */
type NotRun = { readonly own: string | null; readonly real: string | null };

/** Why a server does not answer as the developer's own files would. */
export function notRunProse({ own, real }: NotRun): Prose {
  return prose`Your server does not run this file as it stands. With it, the server would send
    ${sent(own)}. It sent ${sent(real)}. ${reason(own, real)}`;
}

const sent = (value: string | null): Prose =>
  value === null ? prose`no ${code(ALLOW_ORIGIN)}` : prose`${shown(`${ALLOW_ORIGIN}: ${value}`)}`;

function reason(own: string | null, real: string | null): Prose {
  if (real === null) {
    return prose`Restart the server. If that changes nothing, check that it loads this file and not
      another one. A proxy in front of it may also answer, or remove the header.`;
  }
  return own === null
    ? prose`A proxy or other code adds the header, or the server loads another file.`
    : prose`A proxy or other code overwrites the header, or the server loads another file.`;
}
