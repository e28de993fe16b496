import { parseUrl } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
import { cookieSignal, type Signal, urlSignal } from '../kit/marks.ts';

/** The first group is the name of the app. */
export const AZURE_HOST = /^([a-z0-9-]+)(?:\.[a-z0-9-]+)?\.azurewebsites\.net$/;

export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => AZURE_HOST.test(parseUrl(one.url)?.host ?? ''),
    evidence: () => prose`Azure App Service has the hosts below ${code('azurewebsites.net')}.`,
  },
  cookieSignal(
    0.5,
    /^ARRAffinity(?:SameSite)?=/,
    prose`Azure App Service sets the cookie ${code('ARRAffinity')}.`,
  ),
  urlSignal(
    0.3,
    /^http:\/\/(?:localhost|127\.0\.0\.1):7071\//,
    prose`The local server of Azure Functions uses port ${code('7071')} by default.`,
  ),
];
