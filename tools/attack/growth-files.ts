import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { readOwnSettings } from '../../src/diagnosis/own-settings.ts';
import { lastHop } from '../../src/model/exchange.ts';
import { originOf } from '../../src/model/origin.ts';
import { seenServerOf } from '../../src/model/seen-server.ts';
import { CHROMIUM_BLOCKED, exchange } from '../../src/model/testing/sample-exchange.ts';
import { type GrowthCase, named, repeated } from './growth-case.ts';

/** A settings file, how it begins, and what may stand in it often. */
type Kind = readonly [name: string, head: string, units: readonly string[]];

const DJANGO = `INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
CORS_ALLOWED_ORIGINS = ["https://a.example"]
`;
const EXPRESS = `const cors = require('cors');
const app = require('express')();
app.use(cors({ origin: 'https://a.example' }));
`;
const FASTAPI = `from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["https://a.example"])
`;
const FLASK = `from flask import Flask
from flask_cors import CORS
app = Flask(__name__)
CORS(app, origins=["https://a.example"])
`;
const NEST = `import { NestFactory } from '@nestjs/core';
const app = await NestFactory.create(AppModule);
app.enableCors({ origin: 'https://a.example' });
`;

const KINDS: readonly Kind[] = [
  [
    'settings.py',
    DJANGO,
    [
      'a = 1\n',
      '# a\n',
      'a = [',
      'a = (',
      '"a", ',
      'a = a + a\n',
      'CORS_ALLOWED_ORIGINS += ["https://b.example"]\n',
      'CORS_ALLOWED_ORIGINS = CORS_ALLOWED_ORIGINS + ["https://c.example"]\n',
      'if DEBUG:\n    CORS_ALLOW_ALL_ORIGINS = True\n',
      'import os\n',
      'from a import *\n',
      'a = os.environ["A"]\n',
      'a = f"{a}"\n',
      'def f():\n    return 1\n',
      'a = [x for x in a]\n',
      'CORS_ALLOWED_ORIGINS.append("https://a.example")\n',
      '"""',
      '\\\n',
      'a.',
      'a, ',
      'a = a if a else a\n',
      'not ',
      '- ',
      'lambda: ',
      'A = "https://a.example".split(",")\n',
      '\n',
      '    ',
      '%',
      '{"a": ',
      'class A: pass\n',
    ],
  ],
  [
    'app.js',
    EXPRESS,
    [
      'var a = 1;\n',
      '// a\n',
      '[',
      '(',
      '{',
      '"a", ',
      '"a" + ',
      'a = a + a;\n',
      "app.use(cors({ origin: 'https://b.example' }));\n",
      "app.get('/', cors(), (a, b) => {});\n",
      'if (a) { b(); }\n',
      "var b = require('b');\n",
      'a = process.env.A;\n',
      '`${',
      'function f() { return 1; }\n',
      '() => ',
      '/*',
      '/',
      'a.',
      'a, ',
      'a ? a : ',
      'a || ',
      '!',
      '...a, ',
      'origins.push("https://a.example");\n',
      "import a from 'a';\n",
      '<a>',
      'a[0]',
      'async ',
      'class A {}\n',
      ';',
    ],
  ],
  [
    'main.py',
    FASTAPI,
    [
      'app.add_middleware(CORSMiddleware, allow_origins=["https://b.example"])\n',
      '@app.get("/")\ndef a(): pass\n',
      'origins = origins + ["a"]\n',
      'app.include_router(a)\n',
      'app.mount("/a", b)\n',
    ],
  ],
  [
    'flaskapp.py',
    FLASK,
    [
      'CORS(app)\n',
      '@app.route("/")\n@cross_origin()\ndef a(): pass\n',
      'app.config["CORS_ORIGINS"] = "a"\n',
      'CORS(app, resources={r"/a*": {"origins": "*"}})\n',
    ],
  ],
  ['main.ts', NEST, ['app.enableCors();\n', 'interface A { a: string }\n', 'type A = B<', '@A() ']],
  ['.env', 'A=1\n', ['A=b\n', ' ', '"', "='", ' #', 'A= \t', '=', "A='a\n"]],
  [
    'docker-compose.yml',
    'services:\n  a:\n    environment:\n',
    ['      A: b\n', '      - A=b\n', ' ', '-', '      A: "', ': '],
  ],
];

const BLOCKED = exchange({
  method: 'PUT',
  error: CHROMIUM_BLOCKED,
  preflight: { status: 200, headers: {} },
});

function read(name: string, text: string): unknown {
  const { answer } = diagnose(BLOCKED, { browser: 'chromium', exchanges: [BLOCKED] }).requirement;
  if (answer === null) throw new Error('nothing is blocked');
  const seen = seenServerOf([BLOCKED], originOf(lastHop(BLOCKED).url));
  // What sets variables sets up no server itself.
  const others = /\.(?:py|js|ts)$/.test(name) ? [] : [{ name: 'settings.py', text: DJANGO }];
  return readOwnSettings([{ name, text }, ...others], answer, seen, null);
}

/** Settings files in which something stands very often. */
export const fileCases: readonly GrowthCase[] = KINDS.flatMap(([name, head, units]) =>
  units.map(
    (unit): GrowthCase => ({
      name: `read ${name} with many ${named(unit)}`,
      isText: false,
      prepare: (size) => {
        const text = `${head}${repeated(unit, size)}\n`;
        return () => read(name, text);
      },
    }),
  ),
);
