import { code, type Prose } from '../../model/prose.ts';
import type { CorsOptions, PresentOptions } from '../kit/cors-options.ts';
import { callMark } from '../kit/library-call.ts';
import { jsonList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { withSeenLists } from '../kit/seen-lists.ts';
import { markedLines, optionLines } from '../kit/snippet-lines.ts';
import type { Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { SIGNALS } from './detect.ts';
import { S3_METHODS, type S3CorsRule, s3Model } from './model.ts';

/** A bucket of Amazon S3, or of a server that speaks its protocol. */
export const amazonS3: Stack = optionsStack({
  id: 'amazon-s3',
  label: 'Amazon S3',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: [], headers: [], maxAge: null },
  accepts: ({ requirement: { method, methods, headers, expose } }) =>
    [method, ...methods].every((name) => S3_METHODS.includes(name)) &&
    [...headers, ...expose].every(isName),
  infer: (present, answers) =>
    expressible(withSeenLists(present, answers, { methods: [], headers: [] })),
  methods: ({ methods, method }) => [...new Set([...methods, method])],
  snippets: (proposal) => [configuration(proposal)],
  notes: () => NOTES,
  answer: ({ options }, application) => s3Model([rule(options)], 'amazon', application),
});

/** A rule that names another method is refused as a whole, as is one that exposes a pattern. */
function expressible(present: PresentOptions): PresentOptions {
  return {
    ...present,
    methods: present.methods?.filter((name) => S3_METHODS.includes(name)) ?? null,
    headers: present.headers?.filter(isName) ?? null,
    expose: present.expose?.filter(isName) ?? null,
  };
}

/** Among allowed headers it would be a pattern, and allow others too. */
const isName = (name: string): boolean => !name.includes('*');

function rule(options: CorsOptions): S3CorsRule {
  return {
    AllowedOrigins: options.origins.value,
    AllowedMethods: options.methods?.value ?? [],
    ...(options.headers && { AllowedHeaders: options.headers.value }),
    ...(options.expose && { ExposeHeaders: options.expose.value }),
    ...(options.maxAge && { MaxAgeSeconds: options.maxAge.value }),
  };
}

function configuration(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  const list = (name: string) => (values: readonly string[]) => [
    `    "${name}": ${jsonList(values)}`,
  ];
  const fields = optionLines(proposal.options, {
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
