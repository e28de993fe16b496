import type { Candidate } from '../diagnosis/diagnosis.ts';
import { phrase } from '../model/say.ts';
import type { Stack, StackKind } from '../servers/kit/stack.ts';

/** Stacks under one heading of the picker. */
export type StackGroup = { readonly name: string; readonly members: readonly Candidate[] };

/** A stack that was not detected is possible with this confidence or more. */
const POSSIBLE = 0.3;

/** The headings that are no name of a language or framework. Each stands for its own group. */
const NAMES = {
  detected: phrase`Detected`.fr`Détectés`,
  possible: phrase`Possible`.fr`Possibles`,
  any: phrase`Any`.fr`N’importe lequel`,
  development: phrase`Development servers`.fr`Serveurs de développement`,
  proxies: phrase`Servers and proxies`.fr`Serveurs et proxys`,
  cloud: phrase`Cloud`.fr`Cloud`,
  products: phrase`Products`.fr`Produits`,
  inFront: phrase`In front of your server`.fr`Devant votre serveur`,
  ofOthers: phrase`Servers of others`.fr`Serveurs tiers`,
  others: phrase`Others`.fr`Autres`,
} as const;

/** The family of a stack, by the name with which its label begins. The order is the picker's. */
const FAMILIES: readonly (readonly [name: string, labels: RegExp])[] = [
  [
    'Python',
    /^(Django|Flask|FastA|FastMCP|Starlette|aiohttp|Tornado|Falcon|Bottle|MCP · Python|Odoo)/,
  ],
  [
    'Node',
    /^(Node\.js|Express|NestJS|Fastify|Koa|Hono|hapi|Next|Nuxt|Socket|SvelteKit|Astro|Deno|Apollo|GraphQL Yoga|React Router|tRPC|MCP · TypeScript|serve ·|json-server|http-server|Elysia)/,
  ],
  [NAMES.development, /^(Vite|webpack|Angular)/],
  ['Java', /^(Spring|Quarkus|Micronaut|Jetty|Tomcat|Ktor)/],
  ['.NET', /^ASP\.NET/],
  ['Go', /^(Go|Gin|Echo|Fiber|Chi)\b/],
  ['PHP', /^(PHP|Laravel|Symfony)/],
  ['Rust', /^(Axum|Actix)/],
  ['Elixir', /^Phoenix/],
  ['Ruby', /^(Rails|Rack|Sinatra)/],
  ['Perl', /^Perl/],
  [
    NAMES.proxies,
    /^(nginx|Apache|Caddy|Traefik|HAProxy|Envoy|Istio|Kong|Tyk|Varnish|Lighttpd|IIS|KrakenD)/,
  ],
  [NAMES.cloud, /^(Amazon|Azure|Cloudflare|Firebase|Google|Supabase)/],
];

/** Where the others are found: by what is set. */
const KINDS: { readonly [Kind in StackKind]: string } = {
  code: NAMES.others,
  configuration: NAMES.others,
  platform: NAMES.cloud,
  product: NAMES.products,
  'in-front': NAMES.inFront,
  'not-yours': NAMES.ofOthers,
};

const FIRST = [NAMES.detected, NAMES.possible, NAMES.any];
const LAST = [NAMES.products, NAMES.inFront, NAMES.ofOthers, NAMES.others];

/** Groups all stacks for the picker: detected, possible, then by family. Each appears once. */
export function groupStacks(candidates: readonly Candidate[]): readonly StackGroup[] {
  const groups = new Map<string, Candidate[]>(
    [...FIRST, ...FAMILIES.map(([name]) => name), ...LAST].map((name) => [name, []]),
  );
  for (const candidate of candidates) groups.get(groupOf(candidate))?.push(candidate);
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, members }));
}

function groupOf({ stack, detected, detection }: Candidate): string {
  if (detected) return NAMES.detected;
  if (detection.confidence >= POSSIBLE) return NAMES.possible;
  return familyOf(stack);
}

/** The heading of a stack that nothing points to. */
export function familyOf({ id, label, kind }: Pick<Stack, 'id' | 'label' | 'kind'>): string {
  if (id === 'any-server') return NAMES.any;
  if (kind === 'in-front') return KINDS[kind];
  return FAMILIES.find(([, labels]) => labels.test(label))?.[0] ?? KINDS[kind];
}
