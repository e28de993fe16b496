import { code } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const schemeNotHttp = defineCause({
  id: 'scheme-not-http',
  title: phrase`CORS works only over http and https`.fr`CORS ne fonctionne qu’en http et en https`,
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSRequestNotHttp',
  explain: ({ evidence: { url } }) =>
    say`The page requests ${shown(url)}, but from another origin a page can request only
      ${code('http:')} and ${code('https:')} addresses.`.fr`La page demande ${shown(url)}, mais à
      une autre origine, une page ne peut demander que des adresses ${code('http:')} et
      ${code('https:')}.`,
  why: () =>
    say`CORS consists of HTTP headers, and this address has none. The usual reasons are a page
      that was opened as a file, or an address without ${code('http://')}.`.fr`CORS se compose
      d’en-têtes HTTP, et cette adresse n’en a pas. Les raisons habituelles sont une page ouverte
      comme fichier, ou une adresse sans ${code('http://')}.`,
});
