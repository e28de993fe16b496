import { actixCors } from './actix-cors/index.ts';
import { aiohttpCors } from './aiohttp-cors/index.ts';
import { airflow } from './airflow/index.ts';
import { airplayReceiver } from './airplay-receiver/index.ts';
import { amazonCognito } from './amazon-cognito/index.ts';
import { amazonS3 } from './amazon-s3/index.ts';
import { angularProxy } from './angular-proxy/index.ts';
import { anyServer } from './any-server/index.ts';
import { apache } from './apache/index.ts';
import { apisix } from './apisix/index.ts';
import { apolloServer } from './apollo-server/index.ts';
import { appwrite } from './appwrite/index.ts';
import { aspnetCore } from './aspnet-core/index.ts';
import { astro } from './astro/index.ts';
import { auth0 } from './auth0/index.ts';
import { authelia } from './authelia/index.ts';
import { awsApiGatewayHttp } from './aws-api-gateway-http/index.ts';
import { awsApiGatewayRest } from './aws-api-gateway-rest/index.ts';
import { awsLambdaUrl } from './aws-lambda-url/index.ts';
import { awsLoadBalancer } from './aws-load-balancer/index.ts';
import { axum } from './axum/index.ts';
import { azureApiManagement } from './azure-api-management/index.ts';
import { azureBlobStorage } from './azure-blob-storage/index.ts';
import { azureFrontDoor } from './azure-front-door/index.ts';
import { azureFunctions } from './azure-functions/index.ts';
import { azureStaticWebApps } from './azure-static-web-apps/index.ts';
import { backblazeB2 } from './backblaze-b2/index.ts';
import { bottle } from './bottle/index.ts';
import { caddy } from './caddy/index.ts';
import { casdoor } from './casdoor/index.ts';
import { chiCors } from './chi-cors/index.ts';
import { chroma } from './chroma/index.ts';
import { clerk } from './clerk/index.ts';
import { clickhouse } from './clickhouse/index.ts';
import { cloudflare } from './cloudflare/index.ts';
import { cloudflareAccess } from './cloudflare-access/index.ts';
import { cloudflareChallenge } from './cloudflare-challenge/index.ts';
import { cloudflareR2 } from './cloudflare-r2/index.ts';
import { cloudflareWorkers } from './cloudflare-workers/index.ts';
import { cloudfront } from './cloudfront/index.ts';
import { cometbft } from './cometbft/index.ts';
import { comfyui } from './comfyui/index.ts';
import { couchdb } from './couchdb/index.ts';
import { denoDeploy } from './deno-deploy/index.ts';
import { devTunnels } from './dev-tunnels/index.ts';
import { dify } from './dify/index.ts';
import { digitaloceanSpaces } from './digitalocean-spaces/index.ts';
import { directus } from './directus/index.ts';
import { discourse } from './discourse/index.ts';
import { djangoCorsHeaders } from './django-cors-headers/index.ts';
import { dockerRegistry } from './docker-registry/index.ts';
import { drupal } from './drupal/index.ts';
import { echoCors } from './echo-cors/index.ts';
import { elasticsearch } from './elasticsearch/index.ts';
import { elysia } from './elysia/index.ts';
import { entraId } from './entra-id/index.ts';
import { envoyGateway } from './envoy-gateway/index.ts';
import { expressCors } from './express-cors/index.ts';
import { expressProxy } from './express-proxy/index.ts';
import { falcon } from './falcon/index.ts';
import { fastapi } from './fastapi/index.ts';
import { fastify } from './fastify-cors/index.ts';
import { fastly } from './fastly/index.ts';
import { fastmcp } from './fastmcp/index.ts';
import { fiberCors } from './fiber-cors/index.ts';
import { firebaseFunctions } from './firebase-functions/index.ts';
import { firebaseHosting } from './firebase-hosting/index.ts';
import { flaskCors } from './flask-cors/index.ts';
import { flowise } from './flowise/index.ts';
import { fusionAuth } from './fusionauth/index.ts';
import { geoserver } from './geoserver/index.ts';
import { geth } from './geth/index.ts';
import { ginCors } from './gin-cors/index.ts';
import { gitea } from './gitea/index.ts';
import { githubCodespaces } from './github-codespaces/index.ts';
import { githubPages } from './github-pages/index.ts';
import { gitpod } from './gitpod/index.ts';
import { googleAppsScript } from './google-apps-script/index.ts';
import { googleCloudRun } from './google-cloud-run/index.ts';
import { googleCloudStorage } from './google-cloud-storage/index.ts';
import { gorillaHandlers } from './gorilla-handlers/index.ts';
import { grafana } from './grafana/index.ts';
import { graphqlYoga } from './graphql-yoga/index.ts';
import { hapi } from './hapi/index.ts';
import { haproxy } from './haproxy/index.ts';
import { hasura } from './hasura/index.ts';
import { homeAssistant } from './home-assistant/index.ts';
import { hono } from './hono/index.ts';
import { httpServer } from './http-server/index.ts';
import { huggingFaceSpaces } from './hugging-face-spaces/index.ts';
import { iis } from './iis/index.ts';
import { immich } from './immich/index.ts';
import { influxdb } from './influxdb/index.ts';
import { ingressNginx } from './ingress-nginx/index.ts';
import { ipfsKubo } from './ipfs-kubo/index.ts';
import { istio } from './istio/index.ts';
import { jetty } from './jetty/index.ts';
import { jsonServer } from './json-server/index.ts';
import { jub0bsCors } from './jub0bs-cors/index.ts';
import { jupyter } from './jupyter/index.ts';
import { kafkaRest } from './kafka-rest/index.ts';
import { keycloak } from './keycloak/index.ts';
import { keystone } from './keystone/index.ts';
import { kibana } from './kibana/index.ts';
import type { Stack } from './kit/stack.ts';
import { koa } from './koa-cors/index.ts';
import { kong } from './kong/index.ts';
import { krakend } from './krakend/index.ts';
import { ktor } from './ktor/index.ts';
import { laravel } from './laravel/index.ts';
import { lighttpd } from './lighttpd/index.ts';
import { llamaServer } from './llama-server/index.ts';
import { lmStudio } from './lm-studio/index.ts';
import { localai } from './localai/index.ts';
import { localtunnel } from './localtunnel/index.ts';
import { matomo } from './matomo/index.ts';
import { mattermost } from './mattermost/index.ts';
import { mcpPythonSdk } from './mcp-python-sdk/index.ts';
import { mcpTypescriptSdk } from './mcp-typescript-sdk/index.ts';
import { medusa } from './medusa/index.ts';
import { meilisearch } from './meilisearch/index.ts';
import { metabase } from './metabase/index.ts';
import { micronaut } from './micronaut/index.ts';
import { mihomo } from './mihomo/index.ts';
import { minio } from './minio/index.ts';
import { miniserve } from './miniserve/index.ts';
import { moonraker } from './moonraker/index.ts';
import { n8n } from './n8n/index.ts';
import { nestjs } from './nestjs/index.ts';
import { netdata } from './netdata/index.ts';
import { netlify } from './netlify/index.ts';
import { nextcloud } from './nextcloud/index.ts';
import { nextjs } from './nextjs/index.ts';
import { nextjsRewrites } from './nextjs-rewrites/index.ts';
import { nginx } from './nginx/index.ts';
import { nginxProxy } from './nginx-proxy/index.ts';
import { ngrok } from './ngrok/index.ts';
import { nitro } from './nitro/index.ts';
import { nodeHttp } from './node-http/index.ts';
import { nodeRed } from './node-red/index.ts';
import { oauth2Proxy } from './oauth2-proxy/index.ts';
import { octoprint } from './octoprint/index.ts';
import { odoo } from './odoo/index.ts';
import { okta } from './okta/index.ts';
import { ollama } from './ollama/index.ts';
import { openWebui } from './open-webui/index.ts';
import { opentelemetryCollector } from './opentelemetry-collector/index.ts';
import { oryHydra } from './ory-hydra/index.ts';
import { oryKratos } from './ory-kratos/index.ts';
import { payload } from './payload/index.ts';
import { phoenixCorsPlug } from './phoenix-cors-plug/index.ts';
import { php } from './php/index.ts';
import { plack } from './plack/index.ts';
import { pocketbase } from './pocketbase/index.ts';
import { postgrest } from './postgrest/index.ts';
import { prometheus } from './prometheus/index.ts';
import { quarkus } from './quarkus/index.ts';
import { rabbitmq } from './rabbitmq/index.ts';
import { rackCors } from './rack-cors/index.ts';
import { reactRouter } from './react-router/index.ts';
import { rocketChat } from './rocket-chat/index.ts';
import { rsCors } from './rs-cors/index.ts';
import { s3Compatible } from './s3-compatible/index.ts';
import { sabreDav } from './sabre-dav/index.ts';
import { salesforce } from './salesforce/index.ts';
import { sanity } from './sanity/index.ts';
import { servarr } from './servarr/index.ts';
import { serve } from './serve/index.ts';
import { slim } from './slim/index.ts';
import { socketIo } from './socket-io/index.ts';
import { springBoot } from './spring-boot/index.ts';
import { springCorsFilter } from './spring-cors-filter/index.ts';
import { springSecurity } from './spring-security/index.ts';
import { stableDiffusionWebui } from './stable-diffusion-webui/index.ts';
import { strapi } from './strapi/index.ts';
import { supabaseAuth } from './supabase-auth/index.ts';
import { supabaseFunctions } from './supabase-functions/index.ts';
import { sveltekit } from './sveltekit/index.ts';
import { symfonyNelmio } from './symfony-nelmio/index.ts';
import { tautulli } from './tautulli/index.ts';
import { temporalUi } from './temporal-ui/index.ts';
import { thirdParty } from './third-party/index.ts';
import { tomcatCorsFilter } from './tomcat-cors-filter/index.ts';
import { tornado } from './tornado/index.ts';
import { traefik } from './traefik/index.ts';
import { trpc } from './trpc/index.ts';
import { tyk } from './tyk/index.ts';
import { typesense } from './typesense/index.ts';
import { unleash } from './unleash/index.ts';
import { varnish } from './varnish/index.ts';
import { vault } from './vault/index.ts';
import { vercel } from './vercel/index.ts';
import { vercelProtection } from './vercel-protection/index.ts';
import { vite } from './vite/index.ts';
import { viteProxy } from './vite-proxy/index.ts';
import { vllm } from './vllm/index.ts';
import { webpackDevServer } from './webpack-dev-server/index.ts';
import { wordpress } from './wordpress/index.ts';
import { wpgraphql } from './wpgraphql/index.ts';
import { zitadel } from './zitadel/index.ts';

/** Every stack that has fixes. */
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
  ollama,
  llamaServer,
  fastmcp,
  keycloak,
  cloudflareR2,
  minio,
  awsLambdaUrl,
  supabaseFunctions,
  googleAppsScript,
  lmStudio,
  vllm,
  localai,
  openWebui,
  mcpPythonSdk,
  mcpTypescriptSdk,
  azureBlobStorage,
  digitaloceanSpaces,
  backblazeB2,
  auth0,
  okta,
  entraId,
  amazonCognito,
  supabaseAuth,
  trpc,
  symfonyNelmio,
  socketIo,
  quarkus,
  phoenixCorsPlug,
  micronaut,
  ktor,
  graphqlYoga,
  gorillaHandlers,
  fiberCors,
  falcon,
  echoCors,
  chiCors,
  axum,
  apolloServer,
  aiohttpCors,
  actixCors,
  wordpress,
  typesense,
  strapi,
  postgrest,
  pocketbase,
  nodeRed,
  n8n,
  jupyter,
  homeAssistant,
  hasura,
  grafana,
  gitea,
  geoserver,
  elasticsearch,
  drupal,
  directus,
  couchdb,
  vercelProtection,
  vercel,
  varnish,
  traefik,
  sveltekit,
  oauth2Proxy,
  netlify,
  kong,
  istio,
  ingressNginx,
  iis,
  haproxy,
  githubPages,
  githubCodespaces,
  envoyGateway,
  denoDeploy,
  cloudflareAccess,
  cloudflareChallenge,
  azureApiManagement,
  authelia,
  astro,
  apisix,
  bottle,
  jetty,
  lighttpd,
  plack,
  prometheus,
  tornado,
  appwrite,
  awsLoadBalancer,
  firebaseHosting,
  googleCloudRun,
  influxdb,
  meilisearch,
  moonraker,
  nextcloud,
  odoo,
  opentelemetryCollector,
  reactRouter,
  s3Compatible,
  slim,
  airflow,
  azureFrontDoor,
  fastly,
  payload,
  serve,
  devTunnels,
  localtunnel,
  gitpod,
  dockerRegistry,
  kibana,
  matomo,
  azureStaticWebApps,
  chroma,
  comfyui,
  dify,
  discourse,
  flowise,
  geth,
  immich,
  ipfsKubo,
  oryHydra,
  rabbitmq,
  salesforce,
  sanity,
  stableDiffusionWebui,
  jsonServer,
  httpServer,
  keystone,
  tyk,
  cloudflare,
  huggingFaceSpaces,
  clerk,
  netdata,
  unleash,
  casdoor,
  zitadel,
  wpgraphql,
  servarr,
  tautulli,
  airplayReceiver,
  clickhouse,
  cometbft,
  elysia,
  fusionAuth,
  kafkaRest,
  krakend,
  mattermost,
  medusa,
  metabase,
  mihomo,
  miniserve,
  octoprint,
  oryKratos,
  rocketChat,
  sabreDav,
  temporalUi,
  vault,
  nextjsRewrites,
  nginxProxy,
  expressProxy,
  thirdParty,
  ngrok,
  anyServer,
];
