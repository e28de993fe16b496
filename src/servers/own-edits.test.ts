import { describe, expect, test } from 'vitest';
import { requirementOf, seenIn } from '../../tools/real-servers/django/settings-cases.ts';
import { readOwnSettings } from '../diagnosis/own-settings.ts';
import type { SettingsFile } from '../settings/file.ts';

/** How the edits of the developer's own files are written: a row for each way to write them. */

type Asked = Partial<Parameters<typeof requirementOf>[0]['request']>;

const REQUEST = {
  url: 'http://localhost:8000/items',
  origin: 'http://localhost:5173',
  method: 'GET',
  headers: {},
  credentials: false,
};

/** The lines that the edit takes out and puts in; null if there is no edit. */
function changes(files: readonly SettingsFile[], asked: Asked = {}): readonly string[] | null {
  const request = { ...REQUEST, ...asked };
  const refused = { cause: 'missing-allow-origin', phase: 'actual' } as const;
  const found = readOwnSettings(
    files,
    requirementOf({ request }),
    seenIn({ request, refused }, []),
  );
  if (found.stack === null) throw new Error(found.unread.map(({ problem }) => problem).join());
  const lines = found.edit?.diff.text.split('\n');
  return lines?.filter((line) => /^[-+](?![-+] [ab]\/|--|\+\+)/.test(line)) ?? null;
}

const FASTAPI = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from config import settings

app = FastAPI()
if settings.ORIGINS:
    app.add_middleware(
        CORSMiddleware,
        allow_origins=[str(origin) for origin in settings.ORIGINS],
        allow_methods=["*"],
        allow_headers=["*"],
    )
`;

/** A class of pydantic-settings. */
const settingsWith = (field: string): string => `from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    ${field}

settings = Settings()
`;

describe('a list of origins in a line of .env keeps its style', () => {
  const LIST = 'ORIGINS: list[str] = []';
  test.each<[name: string, field: string, before: string, after: string]>([
    [
      'JSON',
      LIST,
      'ORIGINS=["http://a.example", "http://b.example"]',
      'ORIGINS=["http://a.example", "http://b.example", "http://localhost:5173"]',
    ],
    [
      'JSON in quotes, without spaces',
      LIST,
      `ORIGINS='["http://a.example","http://b.example"]'  # the pages`,
      `ORIGINS='["http://a.example","http://b.example","http://localhost:5173"]'  # the pages`,
    ],
    ['an empty list of JSON', LIST, 'ORIGINS=[]', 'ORIGINS=["http://localhost:5173"]'],
    [
      'a slash at the end, which never matches, is taken off',
      LIST,
      'ORIGINS=["http://localhost:3000", "http://localhost:5173/"]',
      'ORIGINS=["http://localhost:3000", "http://localhost:5173"]',
    ],
    [
      'commas',
      LIST,
      'ORIGINS="http://a.example,http://b.example"',
      'ORIGINS="http://a.example,http://b.example,http://localhost:5173"',
    ],
    [
      'commas and spaces',
      LIST,
      'ORIGINS=http://a.example, http://b.example',
      'ORIGINS=http://a.example, http://b.example, http://localhost:5173',
    ],
    [
      'a field without a default',
      'ORIGINS: list[AnyUrl]',
      'ORIGINS=http://a.example,http://b.example',
      'ORIGINS=http://a.example,http://b.example,http://localhost:5173',
    ],
    [
      'a property of the class, over a field',
      `ALL: Annotated[list[AnyUrl] | str, BeforeValidator(parse_cors)] = []
    FRONTEND_HOST: str = "http://c.example"

    @computed_field
    @property
    def ORIGINS(self) -> list[str]:
        return [str(origin).rstrip("/") for origin in self.ALL] + [self.FRONTEND_HOST]`,
      'ALL="http://a.example,https://b.example"',
      'ALL="http://a.example,https://b.example,http://localhost:5173"',
    ],
  ])('%s', (_, field, before, after) => {
    const files = [
      { name: 'main.py', text: FASTAPI },
      { name: 'config.py', text: settingsWith(field) },
      { name: '.env', text: `NAME=x\n${before}\n` },
    ];
    expect(changes(files)).toEqual([`-${before}`, `+${after}`]);
  });

  test('a star in JSON, with credentials', () => {
    const main = FASTAPI.replace('allow_methods', 'allow_credentials=True, allow_methods');
    const files = [
      { name: 'main.py', text: main },
      { name: 'config.py', text: settingsWith(LIST) },
      { name: '.env', text: 'ORIGINS=["*"]\n' },
    ];
    expect(changes(files, { credentials: true })).toEqual([
      '-ORIGINS=["*"]',
      '+ORIGINS=["http://localhost:5173"]',
    ]);
  });

  test.each([
    ['no quotes are left for JSON', 'ORIGINS="[]"'],
    ['JSON that is broken', 'ORIGINS=["http://a.example",]'],
  ])('%s: the line stays', (_, line) => {
    const files = [
      { name: 'main.py', text: FASTAPI },
      { name: 'config.py', text: settingsWith(LIST) },
      { name: '.env', text: `${line}\n` },
    ];
    expect(changes(files) ?? []).not.toContainEqual(expect.stringMatching(/^\+ORIGINS=/));
  });

  test('a list of JSON that a program of Express parses', () => {
    const main = `const cors = require('cors');
const express = require('express');
require('dotenv').config();
const app = express();
app.use(cors({ origin: JSON.parse(process.env.ORIGINS || '[]') }));
`;
    const files = [
      { name: 'server.js', text: main },
      { name: '.env', text: 'ORIGINS=["http://a.example"]\n' },
    ];
    expect(changes(files)).toEqual([
      '-ORIGINS=["http://a.example"]',
      '+ORIGINS=["http://a.example", "http://localhost:5173"]',
    ]);
  });

  test('a list of JSON that is the default in the code', () => {
    const line = `ORIGINS = json.loads(os.environ.get('ORIGINS', '["http://a.example"]'))`;
    const main = `import json, os\n${FASTAPI}`.replace(
      'app = FastAPI()',
      `${line}\napp = FastAPI()`,
    );
    const files = [{ name: 'main.py', text: main.replaceAll('settings.ORIGINS', 'ORIGINS') }];
    expect(changes(files)).toEqual([
      `-${line}`,
      `+${line.replace('e"]', 'e", "http://localhost:5173"]')}`,
    ]);
  });
});

describe('a new header is written as its neighbours are', () => {
  const asked = { headers: { 'content-type': 'application/json', 'x-tenant-id': '7' } };
  const express = (options: string): readonly SettingsFile[] => [
    {
      name: 'server.js',
      text: `const cors = require('cors');
const express = require('express');
const app = express();
app.use(cors({ origin: 'http://localhost:5173', ${options} }));
`,
    },
  ];
  test.each<[name: string, before: string, after: string]>([
    [
      'capitals',
      "allowedHeaders: ['Authorization', 'Content-Type']",
      "allowedHeaders: ['Authorization', 'Content-Type', 'X-Tenant-Id']",
    ],
    [
      'lower case',
      "allowedHeaders: ['authorization', 'content-type']",
      "allowedHeaders: ['authorization', 'content-type', 'x-tenant-id']",
    ],
    [
      'a text',
      "allowedHeaders: 'Authorization,Content-Type'",
      "allowedHeaders: 'Authorization,Content-Type,X-Tenant-Id'",
    ],
  ])('%s', (_, before, after) => {
    const line = (options: string): string =>
      `app.use(cors({ origin: 'http://localhost:5173', ${options} }));`;
    expect(changes(express(before), asked)).toEqual([`-${line(before)}`, `+${line(after)}`]);
  });

  test('Django', () => {
    const text = `INSTALLED_APPS = ['corsheaders']
MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware']
CORS_ALLOWED_ORIGINS = ['http://localhost:5173']
CORS_ALLOW_HEADERS = ('Accept', 'Content-Type')
`;
    expect(changes([{ name: 'settings.py', text }], asked)).toEqual([
      "-CORS_ALLOW_HEADERS = ('Accept', 'Content-Type')",
      "+CORS_ALLOW_HEADERS = ('Accept', 'Content-Type', 'X-Tenant-Id')",
    ]);
  });
});

describe('what the program answers itself, no option has to', () => {
  const program = (own: string, options = '{ origin: list }'): readonly SettingsFile[] => [
    {
      name: 'server.js',
      text: `const cors = require('cors');
const express = require('express');
const list = ['http://a.example'];
const app = express();
app.use((req, res, next) => {
  ${own}
  next();
});
app.use(cors(${options}));
app.get('/items', (req, res) => res.json([]));
`,
    },
  ];
  const LISTED = [
    "-const list = ['http://a.example'];",
    "+const list = ['http://a.example', 'http://localhost:5173'];",
  ];
  test.each<[name: string, files: readonly SettingsFile[], after: readonly string[]]>([
    ['credentials', program("res.header('Access-Control-Allow-Credentials', true);"), LISTED],
    [
      'credentials of listed origins',
      program(
        "if (list.includes(req.headers.origin)) res.set('Access-Control-Allow-Credentials', 'true');",
      ),
      LISTED,
    ],
    [
      'another value',
      program("res.header('Access-Control-Allow-Credentials', 'false');"),
      [
        ...LISTED,
        '-app.use(cors({ origin: list }));',
        '+app.use(cors({ origin: list, credentials: true }));',
      ],
    ],
  ])('%s', (_, files, after) => {
    expect(changes(files, { credentials: true })).toEqual(after);
  });
});

describe('NestJS: what its ConfigService gives is edited where it stands', () => {
  const main = (origin: string): SettingsFile => ({
    name: 'src/main.ts',
    text: `import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  const configService = app.get(ConfigService);
  app.enableCors({ origin: ${origin} });
  await app.listen(8000);
}
bootstrap();
`,
  });
  const module = {
    name: 'src/app.module.ts',
    text: `import { ConfigModule } from '@nestjs/config';
import own from './own.config';

@Module({ imports: [ConfigModule.forRoot({ load: [own] })] })
export class AppModule {}
`,
  };
  const env = { name: '.env', text: 'CORS_ORIGIN=http://a.example\n' };
  const list = "origins: ['http://a.example']";
  const longer = "origins: ['http://a.example', 'http://localhost:5173']";
  test.each<[name: string, origin: string, own: string, before: string, after: string]>([
    [
      'a variable',
      "configService.get<string>('CORS_ORIGIN').split(',')",
      'export default () => ({});',
      'CORS_ORIGIN=http://a.example',
      'CORS_ORIGIN=http://a.example,http://localhost:5173',
    ],
    [
      'a variable, without a name for the service',
      "app.get(ConfigService).getOrThrow('CORS_ORIGIN').split(',')",
      'export default () => ({});',
      'CORS_ORIGIN=http://a.example',
      'CORS_ORIGIN=http://a.example,http://localhost:5173',
    ],
    [
      'registerAs',
      "configService.get<string[]>('cors.origins')",
      `import { registerAs } from '@nestjs/config';\nexport default registerAs('cors', () => ({\n  ${list},\n}));`,
      `  ${list},`,
      `  ${longer},`,
    ],
    [
      'a function',
      "configService.get('cors.origins')",
      `export default () => ({\n  cors: { ${list} },\n});`,
      `  cors: { ${list} },`,
      `  cors: { ${longer} },`,
    ],
  ])('%s', (_, origin, own, before, after) => {
    const files = [main(origin), module, { name: 'src/own.config.ts', text: own }, env];
    expect(changes(files)).toEqual([`-${before}`, `+${after}`]);
  });
});
