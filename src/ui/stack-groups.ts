import type { Candidate } from '../diagnosis/diagnosis.ts';
import type { Stack, StackKind } from '../servers/kit/stack.ts';

/** Stacks under one heading of the picker. */
export type StackGroup = { readonly name: string; readonly members: readonly Candidate[] };

/** A stack that was not detected is possible with this confidence or more. */
const POSSIBLE = 0.3;

/** The family of a stack, by the beginning of its label. The order is the picker's. */
const FAMILIES: readonly (readonly [name: string, labels: RegExp])[] = [
  ['Any', /^Any server/],
  [
    'Python',
    /^(Django|Flask|FastA|FastMCP|Starlette|aiohttp|Tornado|Falcon|Bottle|MCP · Python|Odoo)/,
  ],
  [
    'Node',
    /^(Node\.js|Express|NestJS|Fastify|Koa|Hono|hapi|Next|Nuxt|Socket|SvelteKit|Astro|Deno|Apollo|GraphQL Yoga|React Router|tRPC|MCP · TypeScript)/,
  ],
  ['Development servers', /^(Vite|webpack|Angular)/],
  ['Java', /^(Spring|Quarkus|Micronaut|Jetty|Tomcat|Ktor)/],
  ['.NET', /^ASP\.NET/],
  ['Go', /^(Go|Gin|Echo|Fiber|Chi)\b/],
  ['PHP', /^(PHP|Laravel|Symfony)/],
  ['Rust', /^(Axum|Actix)/],
  ['Elixir', /^Phoenix/],
  ['Ruby', /^(Rails|Rack|Sinatra)/],
  ['Perl', /^Perl/],
  [
    'Servers and proxies',
    /^(nginx|Apache|Caddy|Traefik|HAProxy|Envoy|Istio|Kong|Varnish|Lighttpd|IIS)/,
  ],
  [
    'Cloud',
    /^(Amazon|Azure|Cloudflare (?!Access|· challenge)|Firebase|Google (?!Cloud Run · IAM)|Supabase)/,
  ],
];

/** Where the others are found: by what is set. */
const KINDS: { readonly [Kind in StackKind]: string } = {
  code: 'Others',
  configuration: 'Others',
  platform: 'Cloud',
  product: 'Products',
  'in-front': 'In front of your server',
  'not-yours': 'Servers of others',
};

const AFTER = ['Products', 'In front of your server', 'Servers of others', 'Others'];

/** Groups all stacks for the picker: detected, possible, then by family. Each appears once. */
export function groupStacks(candidates: readonly Candidate[]): readonly StackGroup[] {
  const groups = new Map<string, Candidate[]>(
    ['Detected', 'Possible', ...FAMILIES.map(([name]) => name), ...AFTER].map((name) => [name, []]),
  );
  for (const candidate of candidates) groups.get(groupOf(candidate))?.push(candidate);
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, members }));
}

function groupOf({ stack, detected, detection }: Candidate): string {
  if (detected) return 'Detected';
  if (detection.confidence >= POSSIBLE) return 'Possible';
  return familyOf(stack);
}

/** The heading of a stack that nothing points to. */
export const familyOf = ({ label, kind }: Pick<Stack, 'label' | 'kind'>): string =>
  FAMILIES.find(([, labels]) => labels.test(label))?.[0] ?? KINDS[kind];
