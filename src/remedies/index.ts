import { anyServer } from './any-server.ts';
import { djangoCorsHeaders } from './django-cors-headers/index.ts';
import { expressCors } from './express-cors/index.ts';
import { fastify } from './fastify-cors/index.ts';
import { hono } from './hono/index.ts';
import { koa } from './koa-cors/index.ts';
import { nestjs } from './nestjs.ts';
import type { Stack } from './stack.ts';
import { vite } from './vite.ts';
import { viteProxy } from './vite-proxy.ts';

/** Every stack that fixes can be written for. */
export const stacks: readonly Stack[] = [
  djangoCorsHeaders,
  expressCors,
  nestjs,
  fastify,
  koa,
  hono,
  vite,
  viteProxy,
  anyServer,
];
