import { code } from '../../model/prose.ts';
import { added } from '../kit/lines.ts';
import { javaString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { mockMvc } from '../kit/regression-test/mock-mvc.ts';
import {
  PERMIT_METHODS,
  SPRING_NOTE,
  SPRING_SECURITY_SIGNAL,
  SPRING_SIGNALS,
  springCors,
} from '../kit/spring.ts';
import type { Snippet } from '../kit/stack.ts';

/** Spring Security, which must answer preflights before it asks for a login. */
export const springSecurity = optionsStack({
  id: 'spring-security',
  label: 'Spring Security · http.cors()',
  docs: 'https://docs.spring.io/spring-security/reference/servlet/integrations/cors.html',
  basis: 'documented',
  signals: [SPRING_SECURITY_SIGNAL, ...SPRING_SIGNALS],
  defaults: { methods: PERMIT_METHODS, headers: [], maxAge: null },
  snippets: (proposal) => [chain(), source(proposal)],
  test: mockMvc,
  notes: () => [
    SPRING_NOTE,
    [
      'Without ',
      code('cors(…)'),
      ' Spring Security asks the preflight for a login that it never carries, and answers 401 or 403.',
    ],
  ],
  answer: ({ requirement, options }, application) =>
    springCors(
      {
        ...options,
        methods: methodsOf({ requirement, options }),
        headers: options.headers?.value ?? [],
      },
      application,
    ),
});

function methodsOf({ requirement, options }: Pick<Proposal, 'requirement' | 'options'>) {
  return [...new Set([...(options.methods?.value ?? PERMIT_METHODS), requirement.method])];
}

function chain(): Snippet {
  return {
    file: 'SecurityConfig.java',
    language: 'java',
    place: [
      'In the method that returns the ',
      code('SecurityFilterChain'),
      ', first of all that is set on ',
      code('http'),
      '.',
    ],
    lines: [added('http.cors(org.springframework.security.config.Customizer.withDefaults());')],
  };
}

function source(proposal: Proposal): Snippet {
  const { options } = proposal;
  const list = (values: readonly string[]) =>
    `java.util.List.of(${values.map(javaString).join(', ')})`;
  const set = (name: string, value: string) => `    config.${name}(${value});`;
  return {
    file: 'SecurityConfig.java',
    language: 'java',
    place: [
      'In the same class, instead of the bean ',
      code('corsConfigurationSource'),
      ' that is there.',
    ],
    lines: [
      '@org.springframework.context.annotation.Bean',
      'org.springframework.web.cors.UrlBasedCorsConfigurationSource corsConfigurationSource() {',
      '    var config = new org.springframework.web.cors.CorsConfiguration();',
      set('setAllowedOrigins', list(options.origins.value)),
      set('setAllowedMethods', list(methodsOf(proposal))),
      ...(options.headers ? [set('setAllowedHeaders', list(options.headers.value))] : []),
      ...(options.expose ? [set('setExposedHeaders', list(options.expose.value))] : []),
      ...(options.credentials ? [set('setAllowCredentials', 'true')] : []),
      ...(options.maxAge ? [set('setMaxAge', `${options.maxAge.value}L`)] : []),
      '    var source = new org.springframework.web.cors.UrlBasedCorsConfigurationSource();',
      '    source.registerCorsConfiguration("/**", config);',
      '    return source;',
      '}',
    ].map(added),
  };
}
