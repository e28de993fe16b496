import type { CorsOptions } from '../cors-options.ts';
import type { OptionNames } from '../javascript-options.ts';
import type { NpmCorsOptions } from './model.ts';

/** How the npm package `cors` names its options. */
export const NPM_CORS_NAMES: OptionNames = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'methods',
  headers: 'allowedHeaders',
  expose: 'exposedHeaders',
  maxAge: 'maxAge',
};

/** The options as the package reads them. */
export function npmCorsOptions(options: CorsOptions): NpmCorsOptions {
  return {
    origin: options.origins.value,
    ...(options.credentials && { credentials: true }),
    ...(options.methods && { methods: options.methods.value }),
    ...(options.headers && { allowedHeaders: options.headers.value }),
    ...(options.expose && { exposedHeaders: options.expose.value }),
    ...(options.maxAge && { maxAge: options.maxAge.value }),
  };
}
