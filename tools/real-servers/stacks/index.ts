import type { LabStack } from '../lab-stack.ts';
import { amazonS3 } from './amazon-s3.ts';
import { apache } from './apache.ts';
import { caddy26, caddy211 } from './caddy.ts';
import { django47, django49, django314, restFramework } from './django.ts';
import { express5 } from './express-5.ts';
import { fastapiDebian } from './fastapi-debian.ts';
import { fastify5 } from './fastify-5.ts';
import { flaskCors30, flaskCors60 } from './flask-cors.ts';
import { ginCors } from './gin-cors.ts';
import { hapi21 } from './hapi-21.ts';
import { hono4 } from './hono-4.ts';
import { koa3 } from './koa-3.ts';
import { nestjs11 } from './nestjs-11.ts';
import { nginx } from './nginx.ts';
import { nodeHttpLab } from './node-http.ts';
import { rackCors11, rackCors30 } from './rack-cors.ts';
import { rsCors17, rsCors111 } from './rs-cors.ts';
import { springCorsFilter } from './spring-cors-filter.ts';
import { starletteNewest } from './starlette-newest.ts';
import { tomcatCorsFilter } from './tomcat-cors-filter.ts';
import { vite8 } from './vite-8.ts';

/** Every real server that fixes are proved on. */
export const labStacks: readonly LabStack[] = [
  django314,
  django47,
  django49,
  restFramework,
  express5,
  fastify5,
  hapi21,
  fastapiDebian,
  starletteNewest,
  flaskCors30,
  flaskCors60,
  hono4,
  koa3,
  nestjs11,
  nodeHttpLab,
  vite8,
  rackCors11,
  rackCors30,
  rsCors17,
  rsCors111,
  ginCors,
  springCorsFilter,
  tomcatCorsFilter,
  nginx,
  apache,
  caddy26,
  caddy211,
  amazonS3,
];
