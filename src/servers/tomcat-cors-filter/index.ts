import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { callSnippet, whenAllowed } from '../kit/library-call.ts';
import { xmlText } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { namedLines } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { isRefusal, SIGNALS } from './marks.ts';
import { TOMCAT_DEFAULTS, tomcatCorsModel } from './model.ts';

/** Tomcat's own filter, in the `web.xml` of one application or of all. */
export const tomcatCorsFilter = optionsStack({
  id: 'tomcat-cors-filter',
  label: 'Tomcat · CorsFilter',
  kind: 'configuration',
  docs: 'https://tomcat.apache.org/tomcat-10.1-doc/config/filter.html#CORS_Filter',
  basis: 'measured',
  signals: SIGNALS,
  defaults: {
    methods: TOMCAT_DEFAULTS['cors.allowed.methods'],
    headers: TOMCAT_DEFAULTS['cors.allowed.headers'].map((name) => name.toLowerCase()),
    maxAge: TOMCAT_DEFAULTS['cors.preflight.maxage'],
  },
  infer: (present, answers) => ({
    ...present,
    // A refusal comes from the filter too, without a CORS header.
    seen: present.seen || answers.some(isRefusal),
  }),
  // It checks the method of the request itself too, even without a preflight.
  methods: ({ methods, method }) => [...new Set([...methods, method])],
  snippets: (proposal) => [filter(proposal)],
  restart: () => ({
    text: say`Restart Tomcat, or reload the application.`
      .fr`Redémarrez Tomcat, ou rechargez l’application.`,
    command: null,
  }),
  notes: (proposal) => [
    ...whenAllowed(proposal, FIRST),
    say`The filter rejects an origin, a method and a header with the same empty 403. Without
      parameters, it rejects every other origin.`
      .fr`Le filtre rejette une origine, une méthode et un en-tête avec le même 403 vide. Sans
      paramètres, il rejette toute autre origine.`,
  ],
  answer: ({ options }, application) => tomcatCorsModel(namedOptions(options, NAMES), application),
});

const FIRST: Prose = say`Move this mapping above every other: its parameters already allow this
  request, so another filter answered first. Filters run in the order of their mappings.`
  .fr`Déplacez ce mapping au-dessus de tous les autres. Ses paramètres autorisent déjà cette
  requête, donc un autre filtre a répondu avant lui. Les filtres s’exécutent dans l’ordre de leurs
  mappings.`;

const NAMES = {
  origins: 'cors.allowed.origins',
  credentials: 'cors.support.credentials',
  methods: 'cors.allowed.methods',
  headers: 'cors.allowed.headers',
  expose: 'cors.exposed.headers',
  maxAge: 'cors.preflight.maxage',
} as const satisfies OptionNames;

function filter(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      file: 'WEB-INF/web.xml',
      language: 'xml',
      place: say`Paste directly below ${code('<web-app …>')}, above every other filter. Remove every
        other ${code('CorsFilter')} and its mapping.`
        .fr`Collez juste sous ${code('<web-app …>')}, au-dessus de tout autre filtre. Retirez tout
        autre ${code('CorsFilter')} et son mapping.`,
    },
    [
      '<filter>',
      '  <filter-name>CorsFilter</filter-name>',
      '  <filter-class>org.apache.catalina.filters.CorsFilter</filter-class>',
    ],
    namedLines(proposal.options, NAMES, (name, value) => [
      '  <init-param>',
      `    <param-name>${name}</param-name>`,
      `    <param-value>${typeof value === 'object' ? xmlText(value.join(',')) : value}</param-value>`,
      '  </init-param>',
    ]),
    [
      '</filter>',
      '<filter-mapping>',
      '  <filter-name>CorsFilter</filter-name>',
      '  <url-pattern>/*</url-pattern>',
      '</filter-mapping>',
    ],
  );
}
