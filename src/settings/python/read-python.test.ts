import { describe, expect, test } from 'vitest';
import { environmentOf } from '../environment.ts';
import type { SettingsFile } from '../file.ts';
import { allReasons, type Reason, type Value } from '../value.ts';
import { firstBrokenLine, readPython } from './read-python.ts';

const file = (text: string, name = 'settings.py'): SettingsFile => ({ name, text });

function meaningOf(text: string, ...others: readonly SettingsFile[]): Value | undefined {
  const main = file(text);
  const files = [main, ...others];
  const { module } = readPython(files, main, {
    environment: environmentOf(files),
    library: new Set(['corsheaders.defaults.default_headers']),
  });
  return module.scope.names.get('X');
}

/** A value as Python would show it; unknown parts are null. */
function plain(value: Value | undefined): unknown {
  if (value?.kind === 'string') return value.text;
  if (value?.kind === 'number' || value?.kind === 'boolean') return value.value;
  if (value?.kind === 'list') return value.items.map(plain);
  if (value?.kind === 'library') return value.name;
  return value?.kind === 'none' ? 'None' : null;
}

const of = (reason: Reason): string =>
  reason.kind === 'variable'
    ? reason.variable
    : reason.kind === 'module'
      ? reason.module
      : reason.text;

describe('a name has the value that Python would give it', () => {
  test.each<[name: string, code: string, value: unknown]>([
    ['a list', 'X = ["a", \'b\']', ['a', 'b']],
    ['a tuple without brackets', 'X = "a", "b"', ['a', 'b']],
    ['brackets that make no tuple', 'X = ("a")', 'a'],
    ['strings side by side', 'X = ["a" "b", "c"]', ['ab', 'c']],
    ['a raw string, and escapes', 'X = [r"\\d", "\\x41\\u00e9\\n"]', ['\\d', 'Aé\n']],
    ['text in three quotes', 'X = """a\nb"""', 'a\nb'],
    ['a chain of names', 'A = ["a"]\nB = A\nX = B', ['a']],
    ['two names at once', 'X = Y = ["a"]', ['a']],
    ['a sum', 'X = ["a"] + ["b"] + ["c"]', ['a', 'b', 'c']],
    ['+=', 'X = ["a"]\nX += ["b"]', ['a', 'b']],
    ['+= with a tuple', 'X = ("a",)\nX += ("b",)', ['a', 'b']],
    [
      'append, extend, insert, remove',
      'X = ["a"]\nX.append("b")\nX.extend(("c", "d"))\nX.insert(0, "z")\nX.remove("a")',
      ['z', 'b', 'c', 'd'],
    ],
    ['insert at an index', 'X = ["a", "b"]\nX.insert(X.index("b"), "c")', ['a', 'c', 'b']],
    ['stars', 'A = ["a"]\nX = [*A, "b"]', ['a', 'b']],
    ['a type', 'X: Final[list[str]] = ["a"]', ['a']],
    ['the last assignment', 'X = ["a"]\nX = ["b"]', ['b']],
    ['f-strings', 'HOST = "a"\nPORT = 80\nX = f"http://{HOST}:{PORT}/{{}}"', 'http://a:80/{}'],
    ['a conditional expression', 'A = False\nX = "a" if A else "b"', 'b'],
    ['and, or, not', 'X = [not True, "" or "b", "a" and "c"]', [false, 'b', 'c']],
    ['a comparison', 'X = ["a" == "a", "a" in ["b"], "a" not in "abc"]', [true, false, false]],
    ['a dictionary’s entry', 'X = {"a": ["b"], "c": []}["a"]', ['b']],
    ['a dictionary’s get', 'X = {"a": "b"}.get("c", "d")', 'd'],
    [
      'split, strip, lower',
      'X = [o.strip().lower() for o in " A, b ,".split(",") if o.strip()]',
      ['a', 'b'],
    ],
    ['list(map(str.strip, …))', 'X = list(map(str.strip, "a , b".split(",")))', ['a', 'b']],
    ['list(filter(None, …))', 'X = list(filter(None, "a,,b".split(",")))', ['a', 'b']],
    [
      'a function of the program',
      'def f(a, b="c"):\n    if a:\n        return [a, b]\n    return []\nX = f("a")',
      ['a', 'c'],
    ],
    ['a lambda', 'f = lambda v: v.split(";")\nX = f("a;b")', ['a', 'b']],
    [
      'a loop',
      'X = []\nfor o in ("a", "b"):\n    X.append(f"http://{o}")',
      ['http://a', 'http://b'],
    ],
    ['a class’s attribute', 'class A:\n    B = ["a"]\nclass C(A):\n    pass\nX = C.B', ['a']],
    ['a set', 'X = {"a"}', ['a']],
    ['JSON', 'import json\nX = json.loads(\'["a", 1, true]\')', ['a', 1, true]],
    [
      'the library’s list',
      'from corsheaders.defaults import default_headers\nX = (*default_headers, "a")',
      ['default_headers', 'a'],
    ],
    ['the branch that runs', 'D = True\nif D:\n    X = ["a"]\nelse:\n    X = ["b"]', ['a']],
    ['elif', 'E = "b"\nif E == "a":\n    X = 1\nelif E == "b":\n    X = 2\nelse:\n    X = 3', 2],
    ['try', 'try:\n    X = ["a"]\nexcept Exception:\n    X = ["b"]', ['a']],
    ['with', 'with open("a") as f:\n    X = ["a"]', ['a']],
    ['a semicolon', 'A = "a"; X = [A]', ['a']],
    ['a continued line', 'X = \\\n    ["a"]', ['a']],
    ['a deleted name', 'X = 1\ndel X', null],
  ])('%s', (_, code, value) => {
    expect(plain(meaningOf(code))).toEqual(value);
  });
});

describe('the environment: the default counts, and the value depends on the variable', () => {
  test.each<[name: string, code: string, value: unknown]>([
    ['os.environ.get', 'import os\nX = os.environ.get("V", "a")', 'a'],
    ['os.getenv', 'from os import getenv\nX = getenv("V", "a,b").split(",")', ['a', 'b']],
    ['os.environ[…]', 'import os\nX = os.environ["V"]', null],
    ['or', 'import os\nX = os.environ.get("V") or "a"', 'a'],
    ['a truth value', 'import os\nX = os.environ.get("V", "0") == "1"', false],
    ['bool(int(…))', 'import os\nX = bool(int(os.environ.get("V", 1)))', true],
    [
      'environ: list',
      'import environ\nenv = environ.Env()\nX = env.list("V", default=["a"])',
      ['a'],
    ],
    [
      'environ: the scheme',
      'import environ\nenv = environ.Env(V=(bool, True))\nX = env("V")',
      true,
    ],
    ['environ: bool', 'from environ import Env\nenv = Env()\nX = env.bool("V", False)', false],
    ['environs', 'from environs import Env\nenv = Env()\nX = env.list("V", ["a"])', ['a']],
    [
      'decouple: Csv',
      'from decouple import config, Csv\nX = config("V", default="a, b", cast=Csv())',
      ['a', 'b'],
    ],
    [
      'decouple: bool',
      'from decouple import config\nX = config("V", default=True, cast=bool)',
      true,
    ],
    [
      'decouple: lambda',
      'from decouple import config\nX = config("V", default="a b", cast=lambda v: v.split())',
      ['a', 'b'],
    ],
    [
      'env of a module that is not there',
      'from .base import *\nX = env.list("V", default=["a"])',
      ['a'],
    ],
  ])('%s', (_, code, value) => {
    const found = meaningOf(code);
    expect(plain(found)).toEqual(value);
    expect(found && allReasons(found).map(of)).toContain('V');
  });

  test.each<[name: string, other: SettingsFile]>([
    ['.env', file('A=1\nexport V="b,c" # why\n', '.env')],
    ['.env.production', file("V='b,c'\n", 'deploy/.env.production')],
    ['env.list', file('V=b,c', 'env.list')],
    ['settings.ini', file('[settings]\nV = b,c\n', 'settings.ini')],
    [
      'compose, as a mapping',
      file(
        'services:\n  a:\n    environment:\n      V: "b,c"\n    ports: []\n',
        'docker-compose.yml',
      ),
    ],
    [
      'compose, as a list',
      file('services:\n  a:\n    environment:\n      - "V=b,c"\n', 'compose.yaml'),
    ],
  ])('the value is in %s', (_, other) => {
    const found = meaningOf('import os\nX = os.environ.get("V", "a").split(",")', other);
    expect(plain(found)).toEqual(['b', 'c']);
    const split = found?.kind === 'list' ? found.split?.text.read?.given : null;
    expect(split && other.text.slice(split.at.from, split.at.to)).toBe('b,c');
  });

  test('compose wins over .env, as the real environment does', () => {
    const compose = file('services:\n  a:\n    environment:\n      V: c\n', 'compose.yml');
    expect(plain(meaningOf('import os\nX = os.environ["V"]', file('V=b', '.env'), compose))).toBe(
      'c',
    );
  });

  test('a variable that compose takes from elsewhere stays unknown', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: compose writes it so
    const compose = file('services:\n  a:\n    environment:\n      V: ${W}\n', 'compose.yml');
    expect(plain(meaningOf('import os\nX = os.environ["V"]', compose))).toBeNull();
  });
});

describe('other files', () => {
  test.each<[name: string, code: string, other: SettingsFile]>([
    ['from .base import *', 'from .base import *', file('X = ["a"]', 'base.py')],
    ['from .base import X', 'from .base import X', file('X = ["a"]', 'base.py')],
    [
      'from a package',
      'from config.settings.base import *',
      file('X = ["a"]', 'config/settings/base.py'),
    ],
    ['as a module', 'from . import base\nX = base.X', file('X = ["a"]', 'base.py')],
    [
      'include(…)',
      'from split_settings.tools import include\ninclude("parts/cors.py")',
      file('X = ["a"]', 'parts/cors.py'),
    ],
    [
      'an import of an import',
      'from .base import *',
      file('from .settings import *\nX = ["a"]', 'base.py'),
    ],
  ])('%s', (_, code, other) => {
    expect(plain(meaningOf(code, other))).toEqual(['a']);
  });

  test('a missing module makes unknown what it may set', () => {
    const found = meaningOf('from .base import *\nX = ORIGINS + ["a"]');
    expect(plain(found)).toEqual([null, 'a']);
    expect(found && allReasons(found).map(of)).toEqual(['.base']);
  });

  test('one that may be missing changes nothing for certain', () => {
    const found = meaningOf(
      'X = ["a"]\ntry:\n    from .local import *\nexcept ImportError:\n    pass',
    );
    expect([plain(found), found && allReasons(found)]).toEqual([['a'], []]);
  });
});

describe('what nobody can know without running it is unknown', () => {
  test.each([
    ['a call', 'X = load()'],
    ['an attribute', 'import site_settings\nX = site_settings.X + 1'],
    ['a slice that is assigned', 'X = ["a"]\nX[0] = load()'],
    ['an unclosed list', 'X = ["a",\nY = 3'],
  ])('%s', (_, code) => {
    expect(plain(meaningOf(code))).toBeNull();
  });

  test('a branch that may run: both are named', () => {
    const found = meaningOf(
      'import os\nif os.environ.get("V"):\n    X = ["a"]\nelse:\n    X = ["b"]',
    );
    expect(plain(found)).toEqual(['b']);
    expect(found && allReasons(found).map(of)).toEqual(['os.environ.get("V")', 'V']);
  });
});

test.each([
  ['X = 1\n', null],
  ['X = 1\nY = [\n', 3],
  ['X = 1\ny = = 2\n', 2],
])('the first line that Python cannot read: %j', (text, line) => {
  expect(firstBrokenLine(file(text))).toBe(line);
});
