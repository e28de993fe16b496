import { type CorsOptions, namedOptions, type OptionNames } from '../kit/cors-options.ts';
import type { NpmCorsOptions } from './model.ts';

/** How the npm package `cors` names its options. */
export const NPM_CORS_NAMES = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'methods',
  headers: 'allowedHeaders',
  expose: 'exposedHeaders',
  maxAge: 'maxAge',
} as const satisfies OptionNames;

/** The options as the package reads them. */
export function npmCorsOptions(options: CorsOptions): NpmCorsOptions {
  return namedOptions(options, NPM_CORS_NAMES);
}
