import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
    say`If you use Spring Security, call ${code('http.cors(…)')} in its chain too: it answers before
      this filter does.`
      .fr`Si vous utilisez Spring Security, appelez aussi ${code('http.cors(…)')} dans sa chaîne :
      il répond avant ce filtre.`,
    say`Keep what your own configuration lists beyond the lines above. Spring rejects an origin, a
      method and a header with the same 403, so we cannot see the rest.`
      .fr`Gardez ce que votre configuration liste en plus des lignes ci-dessus. Spring rejette une
      origine, une méthode et un en-tête avec le même 403 : nous ne voyons donc pas le reste.`,
  ],
  answer: ({ options }, application) =>
    springCors(namedOptions(options, SPRING_NAMES), '5.1', application),
});

const FIRST: Prose = say`Give this bean the highest precedence: its configuration already allows
  this request, so another filter answered before Spring’s.`
  .fr`Donnez à ce bean la priorité la plus haute. Sa configuration autorise déjà cette requête, donc
  un autre filtre a répondu avant celui de Spring.`;

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
      place: say`Paste into a new file beside your application class, below the same
        ${code('package')} line. Remove other CORS settings: ${code('@CrossOrigin')},
        ${code('addCorsMappings')} and every other ${code('CorsFilter')}.`
        .fr`Collez dans un nouveau fichier à côté de la classe de votre application, sous la même
        ligne ${code('package')}. Retirez les autres réglages CORS : ${code('@CrossOrigin')},
        ${code('addCorsMappings')} et tout autre ${code('CorsFilter')}.`,
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
