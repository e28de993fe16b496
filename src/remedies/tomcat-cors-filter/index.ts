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
import { xmlText } from '../literals.ts';
import { isMeetable } from '../meetable.ts';
import { wildcardCaution } from '../notes.ts';
import { aroundMark, markedLines, optionLines } from '../option-lines.ts';
import type { Remedy, Snippet, Stack } from '../stack.ts';
import { detect, isRefusal } from './detect.ts';
import { TOMCAT_DEFAULTS, type TomcatCorsParameters, tomcatCorsModel } from './model.ts';

/** Tomcat's own filter, in the `web.xml` of an application or of all. */
export const tomcatCorsFilter: Stack = {
  id: 'tomcat-cors-filter',
  label: 'Tomcat · CorsFilter',
  docs: 'https://tomcat.apache.org/tomcat-10.1-doc/config/filter.html#CORS_Filter',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) =>
    isMeetable(requirement) ? remedy(requirement, observation) : null,
};

const DEFAULTS: OptionDefaults = {
  methods: TOMCAT_DEFAULTS['cors.allowed.methods'],
  headers: TOMCAT_DEFAULTS['cors.allowed.headers'].map((name) => name.toLowerCase()),
  maxAge: TOMCAT_DEFAULTS['cors.preflight.maxage'],
};

function remedy(requirement: AnswerRequirement, observation: ServerObservation): Remedy {
  const present = inferred(observation);
  const methods = [...new Set([...requirement.methods, requirement.method])];
  const options = extendedOptions({ ...requirement, methods }, present, DEFAULTS);
  return {
    snippets: [filter(options, present)],
    notes: notes(present, options),
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: null,
    answer: tomcatCorsModel(parameters(options), (asked) => applicationAnswer(observation, asked)),
  };
}

/** A refusal has no CORS header, and yet comes from the filter. */
function inferred({ answers }: ServerObservation): PresentOptions {
  const present = presentOptions(answers);
  return { ...present, seen: present.seen || answers.some(isRefusal) };
}

/** The parameters as the filter reads them. */
function parameters(options: CorsOptions): TomcatCorsParameters {
  return {
    'cors.allowed.origins': options.origins.value,
    ...(options.credentials && { 'cors.support.credentials': true }),
    ...(options.methods && { 'cors.allowed.methods': options.methods.value }),
    ...(options.headers && { 'cors.allowed.headers': options.headers.value }),
    ...(options.expose && { 'cors.exposed.headers': options.expose.value }),
    ...(options.maxAge && { 'cors.preflight.maxage': options.maxAge.value }),
  };
}

function filter(options: CorsOptions, present: PresentOptions): Snippet {
  const around = aroundMark(options, present);
  const parameter = (name: keyof TomcatCorsParameters, value: string) => [
    '  <init-param>',
    `    <param-name>${name}</param-name>`,
    `    <param-value>${xmlText(value)}</param-value>`,
    '  </init-param>',
  ];
  return {
    file: 'WEB-INF/web.xml',
    language: 'xml',
    place: [
      'Directly below ',
      code('<web-app …>'),
      ', above every other filter, in place of each ',
      code('CorsFilter'),
      ' and its mapping.',
    ],
    lines: [
      ...markedLines(around, [
        '<filter>',
        '  <filter-name>CorsFilter</filter-name>',
        '  <filter-class>org.apache.catalina.filters.CorsFilter</filter-class>',
      ]),
      ...optionLines(options, {
        origins: (values) => parameter('cors.allowed.origins', values.join(',')),
        credentials: () => parameter('cors.support.credentials', 'true'),
        methods: (values) => parameter('cors.allowed.methods', values.join(',')),
        headers: (values) => parameter('cors.allowed.headers', values.join(',')),
        expose: (values) => parameter('cors.exposed.headers', values.join(',')),
        maxAge: (value) => parameter('cors.preflight.maxage', String(value)),
      }),
      ...markedLines(around, [
        '</filter>',
        '<filter-mapping>',
        '  <filter-name>CorsFilter</filter-name>',
        '  <url-pattern>/*</url-pattern>',
        '</filter-mapping>',
      ]),
    ],
  };
}

function notes(present: PresentOptions, options: CorsOptions): readonly Prose[] {
  return [
    ...(present.seen && areUnchanged(options) ? [FIRST] : []),
    [
      'Without parameters this filter refuses every other origin, and each refusal is the same ',
      'empty 403, whether the origin, the method or a header is not allowed.',
    ],
    ['Restart Tomcat, or reload the application.'],
  ];
}

const FIRST: Prose = [
  'The parameters allow this already; another filter answers before this one. The mappings’ order ',
  'in the file is the order in which filters run.',
];
