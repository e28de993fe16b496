import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from './server-process.ts';

/** This repository's node packages: the lab links its projects to them. */
export const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** The installed version of a node package. */
export function nodeVersion(name: string): string {
  const text = readFileSync(`${NODE_MODULES}/${name}/package.json`, 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** `npm ci` has installed all packages that stacks on Node need. */
export const nodeReady = () => Promise.resolve(null);

/** Runs a JavaScript file of the project. */
export const nodeProgram = (file: string): Command => ({ program: process.execPath, args: [file] });
