import { javascriptList } from './literals.ts';
import type { SettingsStack, Written } from './settings-stack.ts';

/** What the options of the npm package `cors` can do, for servers that hand theirs to it. */
export const NPM_CORS = {
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], headers: 'any' },
  answers: { preflightStatus: 204, varies: 'always' },
} as const satisfies Pick<SettingsStack, 'can' | 'defaults' | 'answers'>;

/** Those options, a line each. */
export const npmCorsOptions = ({
  origins,
  credentials,
  methods,
  headers,
  expose,
}: Written): readonly string[] => [
  `origin: ${javascriptList(origins)},`,
  ...(credentials ? ['credentials: true,'] : []),
  ...(methods.length > 0 ? [`methods: ${javascriptList(methods)},`] : []),
  ...(headers.length > 0 ? [`allowedHeaders: ${javascriptList(headers)},`] : []),
  ...(expose.length > 0 ? [`exposedHeaders: ${javascriptList(expose)},`] : []),
];
