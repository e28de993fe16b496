import type { ServerObservation } from '../../model/observation.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { applicationAnswer } from '../application.ts';
import { credentialsSnippets } from '../client.ts';
import {
  type CorsOptions,
  extendedOptions,
  type OptionDefaults,
  type PresentOptions,
  presentOptions,
} from '../cors-options.ts';
import { jsonList } from '../literals.ts';
import { isMeetable } from '../meetable.ts';
import { wildcardCaution } from '../notes.ts';
import { aroundMark, markedLines, optionLines } from '../option-lines.ts';
import { withSeenLists } from '../seen-lists.ts';
import type { Remedy, Snippet, SnippetLine, Stack } from '../stack.ts';
import { detect } from './detect.ts';
import { S3_METHODS, type S3CorsRule, s3Model } from './model.ts';

/** A bucket of Amazon S3, or of a server that speaks its protocol. */
export const amazonS3: Stack = {
  id: 'amazon-s3',
  label: 'Amazon S3',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html',
  basis: 'measured',
  detect,
  remedy: (requirement, observation) =>
    isMeetable(requirement) && requirement.methods.every((name) => S3_METHODS.includes(name))
      ? remedy(requirement, observation)
      : null,
};

const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

function remedy(requirement: AnswerRequirement, observation: ServerObservation): Remedy {
  const present = inferred(observation);
  const methods = [...new Set([...requirement.methods, requirement.method])];
  const options = extendedOptions({ ...requirement, methods }, present, DEFAULTS);
  return {
    snippets: [configuration(options, present)],
    notes: NOTES,
    cautions: wildcardCaution(present),
    client: credentialsSnippets(requirement),
    test: null,
    answer: s3Model([rule(options)], 'amazon', (asked) => applicationAnswer(observation, asked)),
  };
}

/** S3 names only those headers that are asked for, and knows five methods. */
function inferred({ answers }: ServerObservation): PresentOptions {
  const present = withSeenLists(presentOptions(answers), answers, { methods: [], headers: [] });
  const methods = present.methods?.filter((name) => S3_METHODS.includes(name)) ?? null;
  return { ...present, methods: methods?.length === 0 ? null : methods };
}

function rule(options: CorsOptions): S3CorsRule {
  return {
    AllowedOrigins: options.origins.value,
    AllowedMethods: options.methods?.value ?? [],
    ...(options.headers && { AllowedHeaders: options.headers.value }),
    ...(options.expose && { ExposeHeaders: options.expose.value }),
    ...(options.maxAge && { MaxAgeSeconds: options.maxAge.value }),
  };
}

function configuration(options: CorsOptions, present: PresentOptions): Snippet {
  const around = aroundMark(options, present);
  const list = (name: string) => (values: readonly string[]) => [
    `    "${name}": ${jsonList(values)}`,
  ];
  const fields = optionLines(options, {
    origins: list('AllowedOrigins'),
    // A bucket allows credentials to every origin that it names.
    credentials: () => [],
    methods: list('AllowedMethods'),
    headers: list('AllowedHeaders'),
    expose: list('ExposeHeaders'),
    maxAge: (value) => [`    "MaxAgeSeconds": ${value}`],
  });
  return {
    file: 'cors.json',
    language: 'json',
    place: [
      'In the console: the bucket, ',
      code('Permissions'),
      ', ',
      code('Cross-origin resource sharing (CORS)'),
      ', in place of what is there.',
    ],
    lines: [
      ...markedLines(around, ['[', '  {']),
      ...separated(fields),
      ...markedLines(around, ['  }', ']']),
    ],
  };
}

const separated = (lines: readonly SnippetLine[]): readonly SnippetLine[] =>
  lines.map((line, index) =>
    index === lines.length - 1 ? line : { ...line, text: `${line.text},` },
  );

const NOTES: readonly Prose[] = [
  [
    'The first rule that fits decides, and S3 refuses origin, method and header alike: with a 403. ',
    'Keep the rules that other sites need, below this one.',
  ],
  [
    'With the command line, wrap it as ',
    code('{"CORSRules": […]}'),
    ' for ',
    code('aws s3api put-bucket-cors'),
    '. It takes a minute or two.',
  ],
  [
    'Behind CloudFront, the distribution must forward ',
    code('Origin'),
    ' and the two ',
    code('Access-Control-Request-…'),
    ' headers, or it hands one origin’s answer to another.',
  ],
];
