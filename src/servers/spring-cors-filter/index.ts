import { code, type Prose } from '../../model/prose.ts';
import { areUnchanged, type CorsOptions } from '../kit/cors-options.ts';
import { javaString } from '../kit/literals.ts';
import { callMark } from '../kit/npm-library.ts';
import { markedLines, optionLines } from '../kit/option-lines.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { mockMvc } from '../kit/regression-test/mock-mvc.ts';
import { withSeenLists } from '../kit/seen-lists.ts';
import type { Snippet, Stack } from '../kit/stack.ts';
import { isRefusal, SIGNALS, versions } from './detect.ts';
import { HTTP_METHODS, type SpringCorsConfiguration, springCorsModel } from './model.ts';

/** Without a list, the filter allows no POST, not even where no preflight asks for it. */
const METHODS = ['GET', 'HEAD', 'POST'];

/** Spring with a `CorsFilter` bean, which Spring Boot puts before everything else. */
export const springCorsFilter: Stack = optionsStack({
  id: 'spring-cors-filter',
  label: 'Spring · CorsFilter',
  docs: 'https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html#mvc-cors-filter',
  basis: 'measured',
  signals: SIGNALS,
  versions,
  defaults: { methods: [], headers: [], maxAge: null },
  accepts: ({ requirement: { method, methods } }) =>
    [method, ...methods].every((name) => HTTP_METHODS.includes(name)),
  infer: (present, answers) =>
    // A refusal has no CORS header, and yet comes from Spring.
    withSeenLists({ ...present, seen: present.seen || answers.some(isRefusal) }, answers, {
      methods: [],
      headers: [],
    }),
  methods: ({ methods, method }, present) => [
    ...new Set([...(present.methods === null ? METHODS : []), ...methods, method]),
  ],
  snippets: (proposal) => [configuration(proposal)],
  test: mockMvc,
  notes,
  answer: ({ options }, application) => springCorsModel(settings(options), application),
});

/** The configuration as Spring reads it. */
function settings(options: CorsOptions): SpringCorsConfiguration {
  return {
    allowedOrigins: options.origins.value,
    ...(options.credentials && { allowCredentials: true }),
    ...(options.methods && { allowedMethods: options.methods.value }),
    ...(options.headers && { allowedHeaders: options.headers.value }),
    ...(options.expose && { exposedHeaders: options.expose.value }),
    ...(options.maxAge && { maxAge: options.maxAge.value }),
  };
}

const IMPORTS = [
  'java.util.Arrays',
  'org.springframework.context.annotation.Bean',
  'org.springframework.context.annotation.Configuration',
  'org.springframework.web.cors.CorsConfiguration',
  'org.springframework.web.cors.UrlBasedCorsConfigurationSource',
  'org.springframework.web.filter.CorsFilter',
];

function configuration(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  const list = (values: readonly string[]) => `Arrays.asList(${values.map(javaString).join(', ')})`;
  const set = (name: string, value: string) => [`        config.set${name}(${value});`];
  return {
    file: 'CorsConfig.java',
    language: 'java',
    place: [
      'A file of its own beside your application class, below the same ',
      code('package'),
      ' line. Take out other CORS settings (',
      code('@CrossOrigin'),
      ', ',
      code('addCorsMappings'),
      ', another ',
      code('CorsFilter'),
      ').',
    ],
    lines: [
      ...markedLines(
        around,
        IMPORTS.map((name) => `import ${name};`),
      ),
      ...markedLines(around, [
        '',
        '@Configuration',
        'public class CorsConfig {',
        '    @Bean',
        '    public CorsFilter corsFilter() {',
        '        CorsConfiguration config = new CorsConfiguration();',
      ]),
      ...optionLines(proposal.options, {
        origins: (values) => set('AllowedOrigins', list(values)),
        credentials: () => set('AllowCredentials', 'true'),
        methods: (values) => set('AllowedMethods', list(values)),
        headers: (values) => set('AllowedHeaders', list(values)),
        expose: (values) => set('ExposedHeaders', list(values)),
        maxAge: (value) => set('MaxAge', `${value}L`),
      }),
      ...markedLines(around, [
        '        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();',
        '        source.registerCorsConfiguration("/**", config);',
        '        return new CorsFilter(source);',
        '    }',
        '}',
      ]),
    ],
  };
}

function notes({ present, options }: Proposal): readonly Prose[] {
  return [
    ...(present.seen && areUnchanged(options) ? [FIRST] : []),
    [
      'Spring refuses origin, method and header alike: with a 403 and without a CORS header. Keep ',
      'what your own configuration lists beyond the lines above.',
    ],
    [
      'With Spring Security, its chain must call ',
      code('http.cors(…)'),
      ' too: it answers before this filter does.',
    ],
  ];
}

const FIRST: Prose = [
  'The configuration allows this already; another filter answers before Spring’s. A bean of this ',
  'kind stands first, unless that filter has a higher precedence.',
];
