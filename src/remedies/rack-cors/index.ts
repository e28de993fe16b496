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
import { rubyString } from '../literals.ts';
import { isMeetable } from '../meetable.ts';
import { wildcardCaution } from '../notes.ts';
import { added, aroundMark, markedLines, optionLines } from '../option-lines.ts';
import { withSeenLists } from '../seen-lists.ts';
import type { Remedy, Snippet, SnippetLine, Stack } from '../stack.ts';
import { detect } from './detect.ts';
import { type RackAllow, rackCorsModel, SIMPLE_HEADERS } from './model.ts';

/** Rails, or any other Rack application, with rack-cors. */
export const rackCors: Stack = {
  id: 'rack-cors',
  label: 'Rails · Rack::Cors',
  docs: 'https://github.com/cyu/rack-cors#readme',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) =>
    isMeetable(requirement) && requirement.methods.every(isUpperCase)
      ? remedy(requirement, observation)
      : null,
};

/** Rack::Cors sends its methods in upper case, and `patch` is not `PATCH` to a browser. */
const isUpperCase = (method: string): boolean => method === method.toUpperCase();

const DEFAULTS: OptionDefaults = { methods: ['GET'], headers: SIMPLE_HEADERS, maxAge: 7200 };

function remedy(requirement: AnswerRequirement, observation: ServerObservation): Remedy {
  const present = inferred(observation);
  const options = extendedOptions(requirement, present, DEFAULTS);
  return {
    snippets: [initializer(options, present), ...(present.seen ? [] : [INSTALL])],
    notes: notes(present, options),
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: null,
    answer: rackCorsModel([allowBlock(options)], '3.0', (asked) =>
      applicationAnswer(observation, asked),
    ),
  };
}

/** An empty list of exposed headers is how the library says that there is none. */
function inferred({ answers }: ServerObservation): PresentOptions {
  const present = presentOptions(answers);
  const { headers } = withSeenLists(present, answers, { methods: [], headers: SIMPLE_HEADERS });
  return { ...present, headers, expose: present.expose?.length === 0 ? null : present.expose };
}

/** The block as the library reads it. */
function allowBlock(options: CorsOptions): RackAllow {
  return {
    origins: options.origins.value,
    resources: [
      {
        path: '*',
        headers: options.headers?.value ?? null,
        methods: (options.methods?.value ?? ['GET']).map((name) => name.toLowerCase()),
        credentials: options.credentials !== null,
        expose: options.expose?.value ?? null,
        maxAge: options.maxAge?.value ?? null,
      },
    ],
  };
}

function initializer(options: CorsOptions, present: PresentOptions): Snippet {
  const around = aroundMark(options, present);
  return {
    file: 'config/initializers/cors.rb',
    language: 'ruby',
    place: [
      'The whole file, in place of what is in it. Take out every other ',
      code('Rack::Cors'),
      ', in ',
      code('config/application.rb'),
      ' too.',
    ],
    lines: [
      ...markedLines(around, [
        'Rails.application.config.middleware.insert_before 0, Rack::Cors do',
        '  allow do',
      ]),
      ...allowLines(options, around),
      ...markedLines(around, ['  end', 'end']),
    ],
  };
}

/** `origins`, then `resource` with its options, separated by commas. */
function allowLines(options: CorsOptions, around: SnippetLine['mark']): readonly SnippetLine[] {
  const names = (values: readonly string[]) => values.map(rubyString).join(', ');
  const [origins, ...rest] = optionLines(options, {
    origins: (values) => [`    origins ${names(values)}`],
    credentials: () => ['      credentials: true'],
    methods: (values) => [`      methods: [${values.map(symbol).join(', ')}]`],
    headers: (values) => [`      headers: [${names(without(values, SIMPLE_HEADERS))}]`],
    expose: (values) => [`      expose: [${names(values)}]`],
    maxAge: (value) => [`      max_age: ${value}`],
  });
  const last = rest.length - 1;
  const separated = rest.map((line, index) =>
    index === last ? line : { ...line, text: `${line.text},` },
  );
  const resource = { text: `    resource "*"${rest.length > 0 ? ',' : ''}`, mark: around };
  return [...(origins === undefined ? [] : [origins]), resource, ...separated];
}

/** A method as the library names it: `:get`. */
const symbol = (method: string): string =>
  /^[A-Z]+$/.test(method) ? `:${method.toLowerCase()}` : rubyString(method.toLowerCase());

const without = (names: readonly string[], others: readonly string[]) =>
  names.filter((name) => !others.includes(name));

const INSTALL: Snippet = {
  file: 'terminal',
  language: 'shell',
  place: ['First, in the folder of ', code('Gemfile'), ', unless the gem is in it.'],
  lines: [added('bundle add rack-cors')],
};

function notes(present: PresentOptions, options: CorsOptions): readonly Prose[] {
  return [
    ...(present.seen && areUnchanged(options) ? [FIRST] : []),
    [
      'Outside of Rails, the first line is ',
      code('use Rack::Cors do'),
      ' in ',
      code('config.ru'),
      ', above every other ',
      code('use'),
      '.',
    ],
    [
      'Rack::Cors refuses origin, method and header alike: with an empty answer. If your file ',
      'lists more than the lines above, keep it.',
    ],
    ['Restart the server: initializers are read once, at its start.'],
  ];
}

const FIRST: Prose = [
  'The options allow this already; what answered stands above them. At position 0 they reach ',
  'every answer.',
];
