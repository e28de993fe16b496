import type { LabStack } from '../stack-lab/lab-stack.ts';
import { express5 } from './express-5.ts';
import { fastify5 } from './fastify-5.ts';
import { hapi21 } from './hapi-21.ts';
import { hono4 } from './hono-4.ts';
import { koa3 } from './koa-3.ts';
import { nestjs11 } from './nestjs-11.ts';
import { vite8 } from './vite-8.ts';

/** Every real server that fixes are proved on. */
export const labStacks: readonly LabStack[] = [
  express5,
  fastify5,
  hapi21,
  hono4,
  koa3,
  nestjs11,
  vite8,
];
