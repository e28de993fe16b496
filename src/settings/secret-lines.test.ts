import { describe, expect, test } from 'vitest';
import { secretLines } from './secret-lines.ts';

/** The lines of a file that hold a secret, counted from 1. */
function hidden(file: string, text: string): readonly number[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const secretIn = secretLines(file, lines);
  return lines.flatMap((_, index) => (secretIn(index) === null ? [] : [index + 1]));
}

describe('a value that is no secret is shown, whatever its name', () => {
  test.each([
    ['a list of origins', 'a.py', 'CSRF_TRUSTED_ORIGINS = ["https://a.example"]\n'],
    ['its first line', 'a.py', 'CSRF_TRUSTED_ORIGINS = [\n    "https://a.example",\n]\n'],
    ['hosts', 'a.py', 'CSRF_TRUSTED_HOSTS = [".a.example", "localhost:8000"]\n'],
    ['booleans', 'a.py', 'SESSION_COOKIE_SECURE = True\nCSRF_COOKIE_HTTPONLY = not DEBUG\n'],
    ['a number', 'a.py', 'CSRF_COOKIE_AGE = 60 * 60\nSESSION_TIMEOUT = 3600\n'],
    ['a word of cookies', 'a.py', 'SESSION_COOKIE_SAMESITE = "Lax"\n'],
    ['the name of a cookie', 'a.py', 'CSRF_COOKIE_NAME = "csrftoken"\n'],
    ['a dotted path', 'a.py', 'SESSION_STORE = "django.contrib.sessions.backends.db"\n'],
    ['a model', 'a.py', 'AUTH_USER = "users.User"\n'],
    ['a path', 'a.py', 'AUTH_ROUTE = "/login/"\n'],
    ['the environment', 'a.py', 'SECRET_KEY = os.environ["SECRET_KEY"]\n'],
    ['a call that reads it', 'a.py', 'SECRET_KEY = env.str("SECRET_KEY", default="")\n'],
    ['on several lines', 'a.py', 'SECRET_KEY = os.getenv(\n    "SECRET_KEY",\n)\n'],
    ['the environment of Node', 'a.js', "const secret = process.env['SESSION_SECRET'];\n"],
    ['another name', 'a.py', 'app.config["SECRET_KEY"] = settings.secret\n'],
    ['a request with cookies', 'a.js', "fetch(url, { credentials: 'include' });\n"],
    ['an option', 'a.js', 'app.use(cors({ credentials: true }));\n'],
    ['names of headers', 'a.js', "allowedHeaders: ['Authorization', 'X-CSRF-Token'],\n"],
    ['a function', 'a.js', "const authenticate = (req) => {\n  log('in');\n};\n"],
    [
      'an address of documentation',
      'a.py',
      '# https://docs.djangoproject.com/en/5.0/ref/settings/#std-setting-DATABASES\n',
    ],
    ['a reference', 'docker-compose.yml', '  - SECRET_KEY=$SECRET_KEY\n'],
    [
      'origins of an environment',
      '.env',
      'CSRF_TRUSTED_ORIGINS=https://a.example,https://b.example\n',
    ],
  ])('%s', (_, file, text) => {
    expect(hidden(file, text)).toEqual([]);
  });
});

describe('a secret is hidden', () => {
  test.each([
    ['a text', 'a.py', 'SECRET_KEY = "dev"\n', [1]],
    ['with its type', 'a.py', 'SECRET_KEY: str = "dev"\n', [1]],
    ['in a configuration', 'a.py', 'app.config["SECRET_KEY"] = "dev"\n', [1]],
    ['as an argument', 'a.py', 'app.config.from_mapping(SECRET_KEY="dev", DEBUG=True)\n', [1]],
    ['the default of a variable', 'a.py', 'SECRET_KEY = os.getenv("SECRET_KEY", "dev")\n', [1]],
    ['of another name', 'a.py', 'KEY = os.environ.setdefault("SECRET_KEY", "dev")\n', [1]],
    ['of capitals', 'a.py', 'SECRET_KEY = "DEV"\nPASSWORD = ("DEV")\n', [1, 2]],
    ['on lines below', 'a.py', 'SECRET_KEY = os.getenv(\n    "KEY",\n    "dev",\n)\n', [3]],
    ['in pieces', 'a.py', 'SECRET_KEY = (\n    "dev"\n    "elopment"\n)\na = "b"\n', [2, 3]],
    ['in three quotes', 'a.py', 'SECRET_KEY = """\ndev\n\nkey\n"""\na = "b"\n', [2, 4]],
    ['behind a backslash', 'a.py', 'SECRET_KEY = \\\n    "dev"\na = "b"\n', [2]],
    ['in a dictionary', 'a.py', 'D = {\n    "USER": "x",\n    "PASSWORD": "hunter",\n}\n', [3]],
    ['in a URL', 'a.py', 'DATABASE_URL = "postgres://me:hunter@db/x"\n', [1]],
    ['in an address', 'a.py', 'X = "https://a.example/#access_token=hunter2abc"\n', [1]],
    ['by its look', 'a.py', 'X = "ghp_0123456789abcdefghijKLMNOP"\n', [1]],
    ['in a comment', 'a.py', 'DEBUG = True  # password: hunter2\n', [1]],
    ['behind an operator', 'a.js', "const secret = process.env.SECRET ?? 'dev';\n", [1]],
    ['on the line behind it', 'a.ts', "const secret: string =\n  'dev';\n", [2]],
    ['a condition', 'a.js', "const secret = (isLocal ? 'dev' : read());\n", [1]],
    ['an option', 'a.js', "app.use(session({ secret: 'keyboard cat', resave: false }));\n", [1]],
    ['a template', 'a.js', 'const token = `dev\nkey`;\n', [1, 2]],
    ['without quotes', '.env', 'SECRET_KEY=dev\nDEBUG=1\n', [1]],
    ['a default', 'docker-compose.yml', `  SECRET_KEY: $\{SECRET_KEY:-dev}\n`, [1]],
    ['a number', '.env', 'DB_PASSWORD=1234\n', [1]],
    ['a scheme', 'a.conf', 'proxy_set_header Authorization "Bearer abc";\n', [1]],
  ])('%s', (_, file, text, lines) => {
    expect(hidden(file, text)).toEqual(lines);
  });

  test('without the rest of its line', () => {
    const secretIn = secretLines('a.py', ['app.config["SECRET_KEY"] = "dev"  # local\n']);
    expect(secretIn(0)).toBe('app.config["SECRET_KEY"] = "[redacted]"  # local\n');
  });
});

test('a file of 2 MB is looked at only where it is asked', () => {
  const lines = Array.from(
    { length: 50_000 },
    (_, index) => `SECRET_${index} = "value ${index}"\n`,
  );
  const start = performance.now();
  const secretIn = secretLines('a.py', lines);
  expect(secretIn(40_000)).toContain('[redacted]');
  expect(performance.now() - start).toBeLessThan(200);
});
