import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { ownLayerSettings } from '../kit/cors-layer.ts';
import { ownHeaders } from '../kit/hand-written.ts';
import { apacheFormat, apacheString, apacheWordList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added, markedLines, optionLines } from '../kit/snippet-lines.ts';
import type { Restart, Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { SIGNALS, versions } from './marks.ts';
import { apacheModel } from './model.ts';

/** Apache httpd 2.4 with mod_headers and mod_rewrite. */
export const apache: Stack = optionsStack({
  id: 'apache',
  label: 'Apache httpd',
  kind: 'configuration',
  docs: 'https://httpd.apache.org/docs/2.4/mod/mod_headers.html#header',
  basis: 'measured',
  isProxy: true,
  signals: SIGNALS,
  versions,
  defaults: { methods: [], headers: [], maxAge: null },
  install: modules,
  snippets: (proposal) => [directives(proposal)],
  restart: () => RELOAD,
  notes: () => NOTES,
  answer: (proposal, application) => apacheModel(ownLayerSettings(proposal), application),
});

function directives(proposal: Proposal): Snippet {
  const { options, present } = proposal;
  const joined = (values: readonly string[]) => apacheFormat(values.join(', '));
  return {
    file: phrase`virtual host`.fr`hôte virtuel`,
    language: 'apache',
    place: say`Inside ${code('<VirtualHost>')} of the site, below everything else. Remove every
      other ${code('Header')} line for ${ownHeaders(proposal)}, also in ${code('<Directory>')} and
      ${code('.htaccess')}.`
      .fr`Dans le bloc ${code('<VirtualHost>')} du site, sous tout le reste. Retirez toute autre
      ligne ${code('Header')} pour ${ownHeaders(proposal)}, aussi dans ${code('<Directory>')} et
      ${code('.htaccess')}.`,
    lines: [
      ...optionLines(options, {
        origins: (values) => [
          `Define cors_origins "${apacheWordList(values)}"`,
          ...(present.seen ? UNSET : []),
          set('Access-Control-Allow-Origin', '"expr=%{req:Origin}"'),
        ],
        credentials: () => [set('Access-Control-Allow-Credentials', '"true"')],
        methods: (values) => [set('Access-Control-Allow-Methods', joined(values))],
        headers: (values) => [set('Access-Control-Allow-Headers', joined(values))],
        expose: (values) => [set('Access-Control-Expose-Headers', joined(values))],
        maxAge: (value) => [set('Access-Control-Max-Age', apacheString(String(value)))],
      }),
      added('Header always merge Vary Origin'),
      ...(ownLayerSettings(proposal).answersPreflights ? PREFLIGHT : []),
    ],
  };
}

/** Exactly the listed origins. A pattern could also match an unknown site. */
const IS_LISTED = `%{req:Origin} in ${'$'}{cors_origins}`;
const LISTED = `"expr=${IS_LISTED}"`;

const set = (name: string, value: string) => `Header always set ${name} ${value} ${LISTED}`;

/** The other header table. `Header set` and a proxied application write into it. */
const UNSET = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'].map(
  (name) => `Header unset ${name} ${LISTED}`,
);

const PREFLIGHT: readonly SnippetLine[] = markedLines('added', [
  'RewriteEngine On',
  `RewriteCond expr "${IS_LISTED}"`,
  'RewriteCond %{REQUEST_METHOD} =OPTIONS',
  'RewriteCond %{HTTP:Access-Control-Request-Method} .',
  'RewriteRule ^ - [R=204,L]',
]);

function modules(proposal: Proposal): Snippet {
  const { answersPreflights } = ownLayerSettings(proposal);
  return {
    file: 'terminal',
    language: 'shell',
    place: say`Run this on Debian or Ubuntu. Elsewhere, load the same in ${code('httpd.conf')}.`
      .fr`Exécutez ceci sous Debian ou Ubuntu. Sur un autre système, chargez les mêmes modules dans
      ${code('httpd.conf')}.`,
    lines: [added(answersPreflights ? 'a2enmod headers rewrite' : 'a2enmod headers')],
  };
}

const RELOAD: Restart = {
  text: say`Check the configuration, then reload Apache.`
    .fr`Vérifiez la configuration, puis rechargez Apache.`,
  command: 'apachectl configtest && apachectl graceful',
};

const NOTES: readonly Prose[] = [
  say`Keep ${code('always')}: without it, errors and most redirects have no CORS headers.`
    .fr`Gardez ${code('always')} : sans ce mot, les erreurs et la plupart des redirections n’ont pas
    d’en-têtes CORS.`,
];
