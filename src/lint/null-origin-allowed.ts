import { get } from '../model/header-list.ts';
import { code, type Prose } from '../model/prose.ts';
import { say } from '../model/say.ts';
import type { SeenAnswer } from '../model/seen-server.ts';
import { shown } from '../model/shown.ts';
import { allowsCredentials } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** The server allows `null`, an origin that any site can use. */
export const nullOriginAllowed: RiskRule = {
  id: 'null-origin-allowed',
  kind: 'risk',
  detect: ({ answers }) => {
    const allowing = answers.filter(
      ({ headers }) => get(headers, 'access-control-allow-origin') === 'null',
    );
    const answer = allowing.find(allowsCredentials) ?? allowing[0];
    if (answer === undefined) return null;
    return {
      seen: say`${shown(answer.url)} sent ${code('Access-Control-Allow-Origin: null')}${withCredentials(
        answer,
      )}. This allows every site: any of them can make a request with the origin ${code('null')}, from a
        sandboxed frame.`.fr`${shown(answer.url)} a envoyé
        ${code('Access-Control-Allow-Origin: null')}${withCredentials(answer)}. Cela autorise tous
        les sites : chacun peut envoyer une requête avec l’origine ${code('null')}, depuis un cadre
        isolé (sandbox).`,
      proof: say`Serve the page that needs this from an address of its own, and allow that origin. Until then, a
        frame with ${code('sandbox="allow-scripts"')} on any site can read this response.`.fr`Servez
        la page qui en a besoin depuis une adresse à elle, et autorisez cette origine. D’ici là, un
        cadre avec ${code('sandbox="allow-scripts"')} sur n’importe quel site peut lire cette
        réponse.`,
      docs: 'https://portswigger.net/web-security/cors',
    };
  },
};

const withCredentials = (answer: SeenAnswer): Prose =>
  allowsCredentials(answer)
    ? say` with ${code('Access-Control-Allow-Credentials: true')}`
        .fr` avec ${code('Access-Control-Allow-Credentials: true')}`
    : [];
