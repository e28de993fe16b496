import { amazonS3 } from './amazon-s3/index.ts';
import { angularProxy } from './angular-proxy.ts';
import { anyServer } from './any-server.ts';
import { apache } from './apache/index.ts';
import { aspnetCore } from './aspnet-core.ts';
import { awsApiGatewayHttp } from './aws-api-gateway-http.ts';
import { awsApiGatewayRest } from './aws-api-gateway-rest.ts';
import { azureFunctions } from './azure-functions.ts';
import { caddy } from './caddy/index.ts';
import { cloudflareWorkers } from './cloudflare-workers.ts';
import { cloudfront } from './cloudfront.ts';
import { djangoCorsHeaders } from './django-cors-headers/index.ts';
import { expressCors } from './express-cors/index.ts';
import { fastapi } from './fastapi/index.ts';
import { fastify } from './fastify-cors/index.ts';
import { firebaseFunctions } from './firebase-functions.ts';
import { flaskCors } from './flask-cors/index.ts';
import { ginCors } from './gin-cors/index.ts';
import { googleCloudStorage } from './google-cloud-storage.ts';
import { hapi } from './hapi.ts';
import { hono } from './hono/index.ts';
import { jub0bsCors } from './jub0bs-cors.ts';
import { koa } from './koa-cors/index.ts';
import { laravel } from './laravel.ts';
import { nestjs } from './nestjs.ts';
import { nextjs } from './nextjs.ts';
import { nginx } from './nginx/index.ts';
import { nitro } from './nitro.ts';
import { nodeHttp } from './node-http.ts';
import { php } from './php.ts';
import { rackCors } from './rack-cors/index.ts';
import { rsCors } from './rs-cors/index.ts';
import { springBoot } from './spring-boot.ts';
import { springCorsFilter } from './spring-cors-filter/index.ts';
import { springSecurity } from './spring-security.ts';
import type { Stack } from './stack.ts';
import { tomcatCorsFilter } from './tomcat-cors-filter/index.ts';
import { vite } from './vite.ts';
import { viteProxy } from './vite-proxy.ts';
import { webpackDevServer } from './webpack-dev-server.ts';

/** Every stack that fixes can be written for. */
export const stacks: readonly Stack[] = [
  djangoCorsHeaders,
  expressCors,
  fastapi,
  flaskCors,
  nestjs,
  fastify,
  koa,
  hono,
  hapi,
  nodeHttp,
  vite,
  viteProxy,
  nextjs,
  nitro,
  aspnetCore,
  springBoot,
  springSecurity,
  laravel,
  php,
  jub0bsCors,
  awsApiGatewayHttp,
  awsApiGatewayRest,
  cloudfront,
  cloudflareWorkers,
  firebaseFunctions,
  googleCloudStorage,
  azureFunctions,
  webpackDevServer,
  angularProxy,
  rackCors,
  rsCors,
  ginCors,
  springCorsFilter,
  tomcatCorsFilter,
  nginx,
  apache,
  caddy,
  amazonS3,
  anyServer,
];
