import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { xmlText } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** A list of the module's elements; nothing if it is empty. */
const elements = (list: string, one: string, values: readonly string[]): readonly string[] =>
  values.length === 0
    ? []
    : [
        `      <${list}>`,
        ...values.map((value) => `        <add ${one}="${xmlText(value)}" />`),
        `      </${list}>`,
      ];

/** Microsoft IIS with its CORS module, which answers preflights before everything else. */
export const iis = settingsStack({
  id: 'iis',
  label: phrase`IIS · CORS module`.fr`IIS · module CORS`,
  kind: 'configuration',
  docs: 'https://learn.microsoft.com/iis/extensions/cors-module/cors-module-configuration-reference',
  isProxy: true,
  marks: [
    headerSignal(
      0.6,
      'Server',
      /^Microsoft-IIS\/[\d.]+$/,
      (line) => say`IIS sends ${line}.`.fr`IIS envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  listsEveryMethod: true,
  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'web.config',
      'xml',
      say`Paste into ${code('<system.webServer>')}, in place of the ${code('<cors>')} that is
        there.`
        .fr`Collez dans ${code('<system.webServer>')}, à la place du ${code('<cors>')} qui s’y
        trouve.`,
      [
        '<cors enabled="true">',
        ...origins.flatMap((origin) => [
          `  <add origin="${xmlText(origin)}"${credentials ? ' allowCredentials="true"' : ''}>`,
          ...elements('allowHeaders', 'header', headers),
          ...elements('allowMethods', 'method', methods),
          ...elements('exposeHeaders', 'header', expose),
          '  </add>',
        ]),
        '</cors>',
      ].map((text) => text.replace(/^ {6}/, '    ').replace(/^ {8}/, '      ')),
    ),
  ],
  restart: null,
  instead: [
    {
      id: 'iis-webdav',
      explainsStatus: true,
      fits: ({ finding, hop, status }) =>
        finding.phase === 'actual' && status === 405 && !/^(?:GET|HEAD|POST)$/.test(hop.method),
      words: ({ method }) =>
        say`Remove WebDAV for this site in ${code('web.config')}: write
          ${code('<remove name="WebDAVModule" />')} in ${code('<modules>')}, and
          ${code('<remove name="WebDAV" />')} in ${code('<handlers>')} of
          ${code('<system.webServer>')}. Probably IIS’s WebDAV took the ${shown(method)} and refused it
          (405): CORS let the request through.`
          .fr`Retirez WebDAV pour ce site dans ${code('web.config')} : écrivez
          ${code('<remove name="WebDAVModule" />')} dans ${code('<modules>')}, et
          ${code('<remove name="WebDAV" />')} dans ${code('<handlers>')} de
          ${code('<system.webServer>')}. Le WebDAV d’IIS a probablement pris la méthode
          ${shown(method)} et l’a refusée (405) : CORS a laissé passer la requête.`,
    },
  ],
  notes: [
    say`Install the IIS CORS module first. Without it, IIS answers every request with the error
      500.19.`
      .fr`Installez d’abord le module CORS d’IIS. Sans lui, IIS répond à toutes les requêtes par
      l’erreur 500.19.`,
    say`Remove ${code('Access-Control-Allow-Origin')} from ${code('<customHeaders>')} and from the
      application: browsers reject two.`
      .fr`Retirez ${code('Access-Control-Allow-Origin')} de ${code('<customHeaders>')} et de
      l’application : les navigateurs rejettent un en-tête envoyé deux fois.`,
  ],
});
