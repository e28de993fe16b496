import { code, type Prose, prose } from '../../model/prose.ts';
import { namedOptions } from '../kit/cors-options.ts';
import { callSnippet, whenAllowed } from '../kit/library-call.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { mockMvc } from '../kit/regression-test/mock-mvc.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { withSeenLists } from '../kit/seen-lists.ts';
import { namedLines } from '../kit/snippet-lines.ts';
import {
  HTTP_METHODS,
  PERMIT_METHODS,
  SPRING_NAMES,
  setterCall,
  springCors,
  springMethods,
} from '../kit/spring.ts';
import type { Snippet } from '../kit/stack.ts';
import { isRefusal, SIGNALS, versions } from './marks.ts';

/** Spring with a `CorsFilter` bean, which Spring Boot runs first. */
export const springCorsFilter = optionsStack({
  id: 'spring-cors-filter',
  label: 'Spring · CorsFilter',
  kind: 'code',
  docs: 'https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html#mvc-cors-filter',
  basis: 'measured',
  signals: SIGNALS,
  versions,
  accepts: ({ requirement }) =>
    springMethods(requirement).every((name) => HTTP_METHODS.includes(name)),
  infer: (present, answers) =>
    // A refusal comes from Spring too, without a CORS header.
    withSeenLists({ ...present, seen: present.seen || answers.some(isRefusal) }, answers),
  // Without a list, the filter allows no POST, even without a preflight.
  methods: (requirement, present) => [
    ...new Set([
      ...(present.methods === null ? PERMIT_METHODS : []),
      ...springMethods(requirement),
    ]),
  ],
  snippets: (proposal) => [configuration(proposal)],
  test: mockMvc,
  restart: () => BUILD_AGAIN,
  notes: (proposal) => [
    ...whenAllowed(proposal, FIRST),
    prose`If you use Spring Security, call ${code('http.cors(…)')} in its chain too: it answers before
      this filter does.`,
    prose`Keep what your own configuration lists beyond the lines above. Spring rejects an origin, a
      method and a header with the same 403, so we cannot see the rest.`,
  ],
  answer: ({ options }, application) =>
    springCors(namedOptions(options, SPRING_NAMES), '5.1', application),
});

const FIRST: Prose = prose`Give this bean the highest precedence: its configuration already allows
  this request, so another filter answered before Spring’s.`;

const IMPORTS = [
  'java.util.Arrays',
  'org.springframework.context.annotation.Bean',
  'org.springframework.context.annotation.Configuration',
  'org.springframework.web.cors.CorsConfiguration',
  'org.springframework.web.cors.UrlBasedCorsConfigurationSource',
  'org.springframework.web.filter.CorsFilter',
];

function configuration(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      file: 'CorsConfig.java',
      language: 'java',
      place: prose`Paste into a new file beside your application class, below the same
        ${code('package')} line. Remove other CORS settings: ${code('@CrossOrigin')},
        ${code('addCorsMappings')} and every other ${code('CorsFilter')}.`,
    },
    [
      ...IMPORTS.map((name) => `import ${name};`),
      '',
      '@Configuration',
      'public class CorsConfig {',
      '    @Bean',
      '    public CorsFilter corsFilter() {',
      '        CorsConfiguration config = new CorsConfiguration();',
    ],
    namedLines(proposal.options, SPRING_NAMES, (name, value) => [
      `        ${setterCall(name, value, 'Arrays.asList')}`,
    ]),
    [
      '        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();',
      '        source.registerCorsConfiguration("/**", config);',
      '        return new CorsFilter(source);',
      '    }',
      '}',
    ],
  );
}
