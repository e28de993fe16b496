import { getAll, has } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
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
  evidence: (one) => prose`Spring Security sends ${lineOf(one, 'Cache-Control')} and
    ${lineOf(one, 'X-XSS-Protection')} by default.`,
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
        prose`Take CORS out of the gateway, or out of the services behind it. In Spring Cloud Gateway, this
          default filter also helps:
          ${code('DedupeResponseHeader=Access-Control-Allow-Origin Access-Control-Allow-Credentials')}.`,
    },
  ],
  defaults: { methods: PERMIT_METHODS, headers: [], maxAge: null },
  methods: springMethods,
  snippets: (proposal) => [IMPORTS, CHAIN, source(proposal)],
  test: mockMvc,
  restart: () => BUILD_AGAIN,
  notes: () => [
    prose`Keep ${code('cors(…)')}: without it, Spring Security requires a login for the preflight too,
      and answers it with 401 or 403. A preflight never carries a login.`,
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
  place: prose`With the other imports, except those that are there.`,
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
  place: prose`In the method that returns the ${code('SecurityFilterChain')}, above all that is set on
    ${code('http')}.`,
  lines: [added('http.cors(Customizer.withDefaults());')],
};

function source({ options }: Proposal): Snippet {
  const calls = namedLines(withMethods(options), SPRING_NAMES, (name, value) => [
    `    ${setterCall(name, value, 'List.of')}`,
  ]);
  return {
    file: 'SecurityConfig.java',
    language: 'java',
    place: prose`In the same class, in place of the bean ${code('corsConfigurationSource')} that is
      there.`,
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
