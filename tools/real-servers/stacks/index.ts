import type { LabStack } from '../lab-stack.ts';
import { aiohttpCorsLab } from './aiohttp-cors.ts';
import { amazonS3 } from './amazon-s3.ts';
import { apache } from './apache.ts';
import { apolloServerLab } from './apollo-server.ts';
import { bottleLab } from './bottle.ts';
import { caddy26, caddy211 } from './caddy.ts';
import { chiCorsLab } from './chi-cors.ts';
import { cloudflareWorkersLab } from './cloudflare-workers.ts';
import { denoLab } from './deno.ts';
import { django47, django49, django314, restFramework } from './django.ts';
import { echoCorsLab } from './echo-cors.ts';
import { express5 } from './express-5.ts';
import { falconLab } from './falcon.ts';
import { fastapiDebian } from './fastapi-debian.ts';
import { fastify5 } from './fastify-5.ts';
import { firebaseFunctionsLab } from './firebase-functions.ts';
import { flaskCors30, flaskCors60 } from './flask-cors.ts';
import { ginCors } from './gin-cors.ts';
import { gorillaHandlersLab } from './gorilla-handlers.ts';
import { graphqlYogaLab } from './graphql-yoga.ts';
import { hapi21 } from './hapi-21.ts';
import { haproxyLab } from './haproxy.ts';
import { hono4 } from './hono-4.ts';
import { jettyLab } from './jetty.ts';
import { jupyterLab } from './jupyter.ts';
import { koa3 } from './koa-3.ts';
import { lighttpdLab } from './lighttpd.ts';
import { mcpTypescriptSdkLab } from './mcp-typescript-sdk.ts';
import { nestjs11 } from './nestjs-11.ts';
import { nextjsLab } from './nextjs.ts';
import { nginx } from './nginx.ts';
import { nitroLab } from './nitro.ts';
import { nodeHttpLab } from './node-http.ts';
import { nodeRedLab } from './node-red.ts';
import { phpLab } from './php.ts';
import { plackLab } from './plack.ts';
import { prometheusLab } from './prometheus.ts';
import { rackCors11, rackCors30 } from './rack-cors.ts';
import { rsCors17, rsCors111 } from './rs-cors.ts';
import { socketIoLab } from './socket-io.ts';
import { springCorsFilter } from './spring-cors-filter.ts';
import { starletteNewest } from './starlette-newest.ts';
import { sveltekitLab } from './sveltekit.ts';
import { tomcatCorsFilter } from './tomcat-cors-filter.ts';
import { tornadoLab } from './tornado.ts';
import { trpcLab } from './trpc.ts';
import { varnishLab } from './varnish.ts';
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
  aiohttpCorsLab,
  chiCorsLab,
  echoCorsLab,
  falconLab,
  gorillaHandlersLab,
  haproxyLab,
  jupyterLab,
  phpLab,
  varnishLab,
  bottleLab,
  jettyLab,
  lighttpdLab,
  plackLab,
  prometheusLab,
  tornadoLab,
  apolloServerLab,
  cloudflareWorkersLab,
  denoLab,
  firebaseFunctionsLab,
  graphqlYogaLab,
  mcpTypescriptSdkLab,
  nextjsLab,
  nitroLab,
  nodeRedLab,
  socketIoLab,
  trpcLab,
  sveltekitLab,
];
