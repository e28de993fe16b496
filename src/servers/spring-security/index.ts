import { getAll, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { type CorsOptions, namedOptions } from '../kit/cors-options.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { mockMvc } from '../kit/regression-test/mock-mvc.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { added, namedLines } from '../kit/snippet-lines.ts';
import {
  PERMIT_METHODS,
  SECURITY_CACHE_CONTROL,
  SPRING_NAMES,
  SPRING_NOTE,
  SPRING_SIGNALS,
  setterCall,
  springCors,
  springMethods,
} from '../kit/spring.ts';
import type { Snippet } from '../kit/stack.ts';

const SECURITY_SIGNAL: Signal = {
  weight: 0.5,
  seen: (one) =>
    headerOf(one, 'x-xss-protection') === '0' &&
    headerOf(one, 'cache-control') === SECURITY_CACHE_CONTROL,
  evidence: (one) =>
    say`Spring Security sends ${lineOf(one, 'Cache-Control')} and ${lineOf(one, 'X-XSS-Protection')}
      by default.`.fr`Par défaut, Spring Security envoie ${lineOf(one, 'Cache-Control')} et
      ${lineOf(one, 'X-XSS-Protection')}.`,
};

/** Spring Security, which must answer preflights before it asks for a login. */
export const springSecurity = optionsStack({
  id: 'spring-security',
  label: 'Spring Security · http.cors()',
  kind: 'code',
  docs: 'https://docs.spring.io/spring-security/reference/servlet/integrations/cors.html',
  basis: 'documented',
  signals: [SECURITY_SIGNAL, ...SPRING_SIGNALS],
  instead: [
    {
      id: 'spring-two-layers',
      fits: ({ finding, headers }) =>
        finding.cause === 'multiple-allow-origin-values' &&
        getAll(headers, 'access-control-allow-origin').length > 1 &&
        !has(headers, 'via') &&
        !has(headers, 'server'),
      words: () =>
        say`Take CORS out of the gateway, or out of the services behind it. In Spring Cloud Gateway,
          this default filter also helps:
          ${code('DedupeResponseHeader=Access-Control-Allow-Origin Access-Control-Allow-Credentials')}.`
          .fr`Retirez CORS de la passerelle, ou des services derrière elle. Dans Spring Cloud
          Gateway, ce filtre par défaut aide aussi :
          ${code('DedupeResponseHeader=Access-Control-Allow-Origin Access-Control-Allow-Credentials')}.`,
    },
  ],
  defaults: { methods: PERMIT_METHODS, headers: [], maxAge: null },
  methods: springMethods,
  snippets: (proposal) => [IMPORTS, CHAIN, source(proposal)],
  test: mockMvc,
  restart: () => BUILD_AGAIN,
  notes: () => [
    say`Keep ${code('cors(…)')}: without it, Spring Security requires a login for the preflight too,
      and answers it with 401 or 403. A preflight never carries a login.`
      .fr`Gardez ${code('cors(…)')} : sans cela, Spring Security exige de se connecter même pour la
      requête préliminaire, et y répond 401 ou 403. Une requête préliminaire n’envoie jamais
      d’informations d’identification.`,
    SPRING_NOTE,
  ],
  answer: ({ options }, application) =>
    springCors(namedOptions(withMethods(options), SPRING_NAMES), '6.2', application),
});

/** Without a list, the configuration would allow no POST. */
const withMethods = (options: CorsOptions): CorsOptions => ({
  ...options,
  methods: options.methods ?? { value: PERMIT_METHODS, mark: 'added' },
});

const IMPORTS: Snippet = {
  file: 'SecurityConfig.java',
  language: 'java',
  place: say`With the other imports, except those that are there.`
    .fr`Avec les autres imports, sauf ceux qui y sont déjà.`,
  lines: [
    'import java.util.List;',
    'import org.springframework.context.annotation.Bean;',
    'import org.springframework.security.config.Customizer;',
    'import org.springframework.web.cors.CorsConfiguration;',
    'import org.springframework.web.cors.UrlBasedCorsConfigurationSource;',
  ].map(added),
};

const CHAIN: Snippet = {
  file: 'SecurityConfig.java',
  language: 'java',
  place: say`In the method that returns the ${code('SecurityFilterChain')}, above all that is set on
    ${code('http')}.`
    .fr`Dans la méthode qui renvoie ${code('SecurityFilterChain')}, au-dessus de tout ce qui est
    défini sur ${code('http')}.`,
  lines: [added('http.cors(Customizer.withDefaults());')],
};

function source({ options }: Proposal): Snippet {
  const calls = namedLines(withMethods(options), SPRING_NAMES, (name, value) => [
    `    ${setterCall(name, value, 'List.of')}`,
  ]);
  return {
    file: 'SecurityConfig.java',
    language: 'java',
    place: say`In the same class, in place of the bean ${code('corsConfigurationSource')} that is
      there.`.fr`Dans la même classe, à la place du bean ${code('corsConfigurationSource')} qui s’y
      trouve.`,
    lines: [
      '@Bean',
      'UrlBasedCorsConfigurationSource corsConfigurationSource() {',
      '    CorsConfiguration config = new CorsConfiguration();',
      ...calls.map(({ text }) => text),
      '    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();',
      '    source.registerCorsConfiguration("/**", config);',
      '    return source;',
      '}',
    ].map(added),
  };
}
