import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { originOf, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

/** The page requests a server by a name that only other containers know. */
export const containerName: HintRule = {
  id: 'container-name',
  detect: ({ exchange, evaluation }) => {
    const { url, response } = lastHop(exchange);
    // In a secure page, the browser does not even look for it.
    const isVetoed = evaluation.undetermined === 'vetoed' && response === null;
    if (evaluation.failure !== 'dns' && !isVetoed) return null;
    const parsed = parseUrl(url);
    // A name on the internet has a dot.
    if (parsed === null || !/^(?!localhost$)[a-z][a-z0-9_-]*$/.test(parsed.hostname)) return null;
    const published = `http://localhost${parsed.port === '' ? '' : `:${parsed.port}`}`;
    return {
      confidence: 0.9,
      text: say`Give the page an address that the browser reaches, such as ${code(published)} on this machine,
        in the setting from which it takes ${shown(originOf(url))}. ${code(parsed.hostname)} looks like the
        name of a container or a service: only other containers know it, and the browser is in none.`
        .fr`Donnez à la page une adresse que le navigateur peut joindre, par exemple ${code(published)} sur
        cette machine, dans le réglage d’où elle tire ${shown(originOf(url))}. ${code(parsed.hostname)}
        ressemble au nom d’un conteneur ou d’un service : seuls les autres conteneurs le connaissent, et le
        navigateur n’est dans aucun.`,
      docs: 'https://docs.docker.com/compose/how-tos/networking/',
    };
  },
};
