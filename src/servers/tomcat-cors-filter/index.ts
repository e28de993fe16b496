import { code, type Prose } from '../../model/prose.ts';
import { areUnchanged, type CorsOptions } from '../kit/cors-options.ts';
import { xmlText } from '../kit/literals.ts';
import { callMark } from '../kit/npm-library.ts';
import { markedLines, optionLines } from '../kit/option-lines.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet, Stack } from '../kit/stack.ts';
import { isRefusal, SIGNALS } from './detect.ts';
import { TOMCAT_DEFAULTS, type TomcatCorsParameters, tomcatCorsModel } from './model.ts';

/** Tomcat's own filter, in the `web.xml` of an application or of all. */
export const tomcatCorsFilter: Stack = optionsStack({
  id: 'tomcat-cors-filter',
  label: 'Tomcat · CorsFilter',
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
    // A refusal has no CORS header, and yet comes from the filter.
    seen: present.seen || answers.some(isRefusal),
  }),
  // The method of the request itself is checked too, preflight or not.
  methods: ({ methods, method }) => [...new Set([...methods, method])],
  snippets: (proposal) => [filter(proposal)],
  notes,
  answer: ({ options }, application) => tomcatCorsModel(parameters(options), application),
});

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

function filter(proposal: Proposal): Snippet {
  const around = callMark(proposal);
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
      ...optionLines(proposal.options, {
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

function notes({ present, options }: Proposal): readonly Prose[] {
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
