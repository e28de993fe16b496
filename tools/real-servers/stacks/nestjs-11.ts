import { npmCors } from '../../../src/servers/kit/npm-cors/model.ts';
import { byPrefix, literal, pasteBelow } from '../javascript.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { nodeProgram, nodeReady, nodeVersion } from '../node.ts';
import { npmCorsSettings } from '../npm-cors-settings.ts';
import { marked } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const MODULE = `
import 'reflect-metadata';
import { Controller, Delete, Get, Header, Module, Patch, Post, Put, Redirect } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

@Controller('api')
class ApiController {
  @Get('data') @Header('X-Total', '42') read() { return { ok: true, method: 'GET' }; }
  @Post('data') @Header('X-Total', '42') create() { return { ok: true, method: 'POST' }; }
  @Put('data') @Header('X-Total', '42') replace() { return { ok: true, method: 'PUT' }; }
  @Patch('data') @Header('X-Total', '42') update() { return { ok: true, method: 'PATCH' }; }
  @Delete('data') @Header('X-Total', '42') remove() { return { ok: true, method: 'DELETE' }; }
  @Get('boom') boom() { throw new Error('boom'); }
  @Get('redirect') @Redirect('data', 302) redirect() {}
}

@Module({ controllers: [ApiController] })
class AppModule {}
`;

/** Nest's redirects are Express's, which vary by the format in which they are written. */
const MANNERS = { options: 404, method: 404, redirect: [['Vary', 'Accept']] } as const;

const PACKAGE = '{ "type": "module" }\n';
const TSCONFIG = '{ "compilerOptions": { "experimentalDecorators": true, "target": "es2022" } }\n';
const APP = 'const app = await NestFactory.create(AppModule, { logger: false });';

function main({ cors, before = '' }: LabSettings, port: number): string {
  return [MODULE, APP, before, marked('//', cors), `await app.listen(${port}, '127.0.0.1');`].join(
    '\n',
  );
}

const enable = (options: string) => `app.enableCors(${options});`;

/** NestJS 11 on Express. */
export const nestjs11: LabStack = {
  id: 'nestjs-11',
  stack: 'nestjs',
  version: async () => `NestJS ${nodeVersion('@nestjs/core')}, cors ${nodeVersion('cors')}`,
  ready: nodeReady,
  proofOnly: true,
  project: ({ port }, settings) => ({
    'package.json': PACKAGE,
    'tsconfig.json': TSCONFIG,
    'main.ts': main(settings, port),
  }),
  command: () => ({ ...nodeProgram('main.ts'), args: ['--import', 'tsx', 'main.ts'] }),
  // Express answers and names itself, so nothing distinguishes Nest from it.
  failures: {
    'nothing-configured': { unrecognised: true, cors: '' },
    'origin-not-listed': {
      unrecognised: true,
      cors: enable("{ origin: ['https://app.example'] }"),
    },
    'origin-misspelled': {
      unrecognised: true,
      cors: enable("{ origin: ['{page}/'] }"),
    },
    'wildcard-with-credentials': { unrecognised: true, cors: enable('{ credentials: true }') },
    'credentials-not-allowed': { unrecognised: true, cors: enable("{ origin: ['{page}'] }") },
    'method-not-allowed': {
      unrecognised: true,
      cors: enable("{ origin: ['{page}'], methods: ['GET', 'POST'] }"),
    },
    'header-not-allowed': {
      unrecognised: true,
      cors: enable("{ origin: ['{page}'], allowedHeaders: ['content-type'] }"),
    },
    'expose-missing': { unrecognised: true, cors: enable("{ origin: ['{page}'] }") },
    'error-without-headers': {
      unrecognised: true,
      before:
        "app.use('/api/boom', (_: unknown, response: any) => response.status(500).send('boom'));",
      cors: enable("{ origin: ['{page}'] }"),
    },
    redirect: {
      unrecognised: true,
      before: "app.use('/api/redirect', (_: unknown, response: any) => response.redirect('data'));",
      cors: enable("{ origin: ['{page}'] }"),
    },
    'two-layers': 'cors sets its headers and never adds to them: a second line comes from a proxy',
  },
  paste: (files, snippets) => pasteBelow(files, 'main.ts', APP, snippets),
  model: labModel({
    settings: npmCorsSettings,
    project: ({ port }, all) => ({
      'package.json': PACKAGE,
      'tsconfig.json': TSCONFIG,
      'main.ts': [
        MODULE,
        'const start = async (options: any) => {',
        `  ${APP}`,
        '  app.enableCors(options);',
        '  await app.init();',
        '  return app.getHttpAdapter().getInstance();',
        '};',
        'const apps: any[] = [];',
        `for (const one of [${all.map(literal).join(', ')}] as any[]) apps.push(await start(one));`,
        byPrefix('apps', port),
      ].join('\n'),
    }),
    answer: (options, request) => npmCors(options, labRoutes(MANNERS))(request),
  }),
};
