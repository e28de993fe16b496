import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { cookieSignal, type Signal, urlSignal } from '../kit/marks.ts';

/** The first group is the name of the app. */
export const AZURE_HOST = /^([a-z0-9-]+)(?:\.[a-z0-9-]+)?\.azurewebsites\.net$/;

export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => AZURE_HOST.test(parseUrl(one.url)?.host ?? ''),
    evidence: () =>
      say`Azure App Service has the hosts below ${code('azurewebsites.net')}.`
        .fr`Les hôtes sous ${code('azurewebsites.net')} appartiennent à Azure App Service.`,
  },
  cookieSignal(
    0.5,
    /^ARRAffinity(?:SameSite)?=/,
    say`Azure App Service sets the cookie ${code('ARRAffinity')}.`
      .fr`Azure App Service définit le cookie ${code('ARRAffinity')}.`,
  ),
  urlSignal(
    0.3,
    /^http:\/\/(?:localhost|127\.0\.0\.1):7071\//,
    say`The local server of Azure Functions uses port ${code('7071')} by default.`
      .fr`Le serveur local d’Azure Functions utilise le port ${code('7071')} par défaut.`,
  ),
];
