import type { ServerObservation } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { applicationAnswer } from '../application.ts';
import { credentialsSnippets } from '../client.ts';
import {
  areUnchanged,
  type CorsOptions,
  extendedOptions,
  type OptionDefaults,
  type PresentOptions,
  presentOptions,
} from '../cors-options.ts';
import { javaString } from '../literals.ts';
import { isMeetable } from '../meetable.ts';
import { wildcardCaution } from '../notes.ts';
import { aroundMark, markedLines, optionLines } from '../option-lines.ts';
import { withSeenLists } from '../seen-lists.ts';
import type { Remedy, Snippet, Stack } from '../stack.ts';
import { detect, isRefusal } from './detect.ts';
import { HTTP_METHODS, type SpringCorsConfiguration, springCorsModel } from './model.ts';

/** Spring with a `CorsFilter` bean, which Spring Boot puts before everything else. */
export const springCorsFilter: Stack = {
  id: 'spring-cors-filter',
  label: 'Spring · CorsFilter',
  docs: 'https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html#mvc-cors-filter',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) =>
    isMeetable(requirement) && requirement.methods.every((name) => HTTP_METHODS.includes(name))
      ? remedy(requirement, observation)
      : null,
};

/** POST is not among the filter's own defaults, and is checked on the request itself. */
const METHODS = ['GET', 'HEAD', 'POST'];
const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

function remedy(requirement: AnswerRequirement, observation: ServerObservation): Remedy {
  const present = inferred(observation);
  const options = extendedOptions(withMethod(requirement, present), present, DEFAULTS);
  return {
    snippets: [configuration(options, present)],
    notes: notes(present, options),
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: null,
    answer: springCorsModel(settings(options), (asked) => applicationAnswer(observation, asked)),
  };
}

/** A refusal has no CORS header, and yet comes from Spring. */
function inferred({ answers }: ServerObservation): PresentOptions {
  const present = presentOptions(answers);
  const seen = present.seen || answers.some(isRefusal);
  return withSeenLists({ ...present, seen }, answers, { methods: [], headers: [] });
}

/** The method of the request itself is needed too, without any preflight. */
function withMethod(requirement: AnswerRequirement, present: PresentOptions): AnswerRequirement {
  const always = present.methods === null ? METHODS : [];
  const methods = [...always, ...requirement.methods, requirement.method];
  return { ...requirement, methods: [...new Set(methods)] };
}

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

function configuration(options: CorsOptions, present: PresentOptions): Snippet {
  const around = aroundMark(options, present);
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
      ...optionLines(options, {
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

function notes(present: PresentOptions, options: CorsOptions): readonly Prose[] {
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
