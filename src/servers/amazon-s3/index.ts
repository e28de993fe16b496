import { get, type HeaderList } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { CorsOptions, PresentOptions } from '../kit/cors-options.ts';
import { callMark } from '../kit/library-call.ts';
import { jsonList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { emptyChecksum } from '../kit/s3-rule.ts';
import { withSeenLists } from '../kit/seen-lists.ts';
import { markedLines, optionLines } from '../kit/snippet-lines.ts';
import type { Instead, Snippet, SnippetLine, Stack } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';
import { S3_METHODS, type S3CorsRule, s3Model } from './model.ts';

/** The address names no region, or another one: S3 redirects to the bucket's own, with 301 or 307. */
const otherRegion: Instead = {
  id: 'amazon-s3-region',
  explainsStatus: true,
  fits: ({ status, headers }) => isRedirect(status) && regionIn(headers) !== null,
  words: () =>
    say`Make the address for the bucket’s own region: set ${code('region')} (Boto3:
      ${code('region_name')}) in the options of the S3 client that signs it. S3 redirected the request to
      the region of the bucket, which its response names in ${code('x-amz-bucket-region')}. A preflight
      request cannot follow that.`
      .fr`Créez l’adresse pour la région du bucket : réglez ${code('region')} (Boto3 :
      ${code('region_name')}) dans les options du client S3 qui la signe. S3 a redirigé la requête vers la
      région du bucket, que sa réponse indique dans ${code('x-amz-bucket-region')}. Une requête
      préliminaire ne peut pas suivre cela.`,
};

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

const regionIn = (headers: HeaderList): string | null => get(headers, 'x-amz-bucket-region');

/** A bucket of Amazon S3, or of a server that speaks its protocol. */
export const amazonS3: Stack = optionsStack({
  id: 'amazon-s3',
  label: 'Amazon S3',
  kind: 'platform',
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
  restart: () => null,
  notes: () => NOTES,
  instead: [otherRegion, emptyChecksum('amazon-s3-checksum')],
  answer: ({ options }, application) => s3Model([rule(options)], 'amazon', application),
});

/** S3 refuses the whole rule if it lists another method or exposes a pattern. */
function expressible(present: PresentOptions): PresentOptions {
  return {
    ...present,
    methods: present.methods?.filter((name) => S3_METHODS.includes(name)) ?? null,
    headers: present.headers?.filter(isName) ?? null,
    expose: present.expose?.filter(isName) ?? null,
  };
}

/** Among allowed headers it would be a pattern and allow other headers too. */
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
    // A bucket allows credentials for every origin in its list.
    credentials: () => [],
    methods: list('AllowedMethods'),
    headers: list('AllowedHeaders'),
    expose: list('ExposeHeaders'),
    maxAge: (value) => [`    "MaxAgeSeconds": ${value}`],
  });
  return {
    file: 'cors.json',
    language: 'json',
    place: say`In the console: open the bucket, ${code('Permissions')},
      ${code('Cross-origin resource sharing (CORS)')}, and replace what is there.`
      .fr`Dans la console : ouvrez le bucket, ${code('Permissions')},
      ${code('Cross-origin resource sharing (CORS)')}, et remplacez ce qui s’y trouve.`,
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
  say`Keep the rules that other sites need, below this one: the first rule that fits decides.`
    .fr`Gardez sous cette règle celles dont d’autres sites ont besoin : la première règle qui
    convient décide.`,
  say`With the command line, write it as ${code('{"CORSRules": […]}')} and run
    ${code('aws s3api put-bucket-cors')}. The change takes a minute or two.`
    .fr`Avec la ligne de commande, écrivez-la sous la forme ${code('{"CORSRules": […]}')} et
    exécutez ${code('aws s3api put-bucket-cors')}. Le changement prend une minute ou deux.`,
  say`If CloudFront is in front of the bucket, let it forward ${code('Origin')} and the two
    ${code('Access-Control-Request-…')} headers. Otherwise it gives one origin’s response to
    another.`
    .fr`Si CloudFront est placé devant le bucket, faites-lui transmettre ${code('Origin')} et les
    deux en-têtes ${code('Access-Control-Request-…')}. Sinon, il donne à une origine la réponse
    destinée à une autre.`,
];
