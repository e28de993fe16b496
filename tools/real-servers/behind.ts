import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LabRequest } from './failures.ts';
import type { Command } from './server-process.ts';

const PROGRAM = 'behind.mjs';

/** The program that is the application, and starts the web server before it. */
export const behindFiles = {
  [PROGRAM]: readFileSync(fileURLToPath(new URL(`./${PROGRAM}`, import.meta.url)), 'utf8'),
};

/** A request to the one route of the application that sends `Access-Control-Allow-Origin` itself. */
export const TO_OWN_CORS: LabRequest = { path: '/api/own' };

/** Runs the application at a port, and a web server before it. */
export const withApplication = (
  port: number,
  program: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Command => ({
  program: process.execPath,
  args: [PROGRAM, String(port), program, ...args],
  ...(env === undefined ? {} : { env }),
});
