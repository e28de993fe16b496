/** A settings file that has one kind of line again and again. */
export type Shape = {
  readonly name: string;
  /** The case of this stack whose file the lines are added to. */
  readonly stack: 'django-cors-headers' | 'express-cors' | 'fastapi' | 'flask-cors' | 'nginx';
  readonly line: (at: number) => string;
};

const MODULE = 'django-cors-headers';
const PROGRAM = 'express-cors';

const shapes = (
  stack: Shape['stack'],
  lines: Readonly<Record<string, Shape['line']>>,
): readonly Shape[] => Object.entries(lines).map(([name, line]) => ({ name, stack, line }));

/** What people write often, and what nobody should write. */
export const SHAPES: readonly Shape[] = [
  ...shapes(MODULE, {
    'short lists': (at) => `VALUE_${at} = ['a', 'b', ${at}]\n`,
    dictionaries: (at) => `OPTIONS_${at} = {'name': 'a', 'size': ${at}, 'on': True}\n`,
    conditions: (at) => `if env("A${at}"):\n    CORS_ALLOWED_ORIGINS = ["http://a${at}"]\n`,
    comments: () => '# what this setting does, in a whole sentence of words\n',
    'blank lines': () => '\n',
    'origins added': (at) => `CORS_ALLOWED_ORIGINS += ["https://a${at}.example"]\n`,
    'origins appended': (at) => `CORS_ALLOWED_ORIGINS.append("https://a${at}.example")\n`,
    'texts that grow': (at) => `TEXT = TEXT + "a${at}"\nTEXT = f"{TEXT}-{${at}}"\n`,
    'lists in loops': (at) => `for one in ["a", "b"]:\n    L${at} = [one, "c"]\n`,
    functions: (at) => `def f${at}(a, b=1):\n    return [a, b, ${at}]\nV${at} = f${at}(1)\n`,
    classes: (at) => `class C${at}(Base):\n    NAME = "a"\n    SIZE = ${at}\n`,
    'class on class': (at) => `class C${at}(C${at - 1}):\n    A${at} = ${at}\nV${at} = C${at}.A0\n`,
    imports: (at) => `from lib${at}.inner import name${at} as other${at}\n`,
    'own imports': (at) => `from .part${at} import *\n`,
    variables: (at) => `V${at} = os.environ.get("V${at}", "a,b").split(",")\n`,
    'variables that lean on others': (at) => `V${at} = V${at - 1} or os.getenv("V${at}")\n`,
    comprehensions: (at) => `V${at} = [x.strip() for x in "a, b".split(",") if x]\n`,
    'try blocks': (at) => `try:\n    V${at} = 1\nexcept ImportError:\n    V${at} = 2\n`,
    'one more bracket a line': (at) => `${'('.repeat(at % 90)}\n`,
    'brackets that open': () => '[\n',
    'brackets that close': () => '),\n',
    'stray quotes': () => `it's a "stray\n`,
    'triple quotes': () => `"""a\n`,
    'format strings': () => `f"{a!r:{b}\n`,
    'one more space a line': (at) => `${' '.repeat(at % 90)}if a:\n`,
    'sums in one line': (at) => `V${at} = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11\n`,
    'one long list': (at) =>
      `${at === 0 ? 'CORS_ALLOWED_ORIGINS = [\n' : ''}    "https://a${at}.example",\n`,
    'one long sum': (at) => `${at === 0 ? 'MIDDLEWARE = MIDDLEWARE' : ''} + ["a${at}"]`,
    'one long condition': (at) => `${at === 0 ? 'if' : 'elif'} A${at}:\n    B = ${at}\n`,
    'names in a dictionary': (at) => `LOGGING["a${at}"] = {"b": ${at}}\n`,
  }),
  ...shapes('fastapi', {
    'FastAPI routes': (at) => `@app.get("/r${at}")\ndef r${at}():\n    return {"a": ${at}}\n`,
    'FastAPI middleware': (at) => `app.add_middleware(Own${at}, size=${at})\n`,
    'FastAPI own middleware': (at) =>
      `@app.middleware("http")\nasync def m${at}(request, call_next):\n    return await call_next(request)\n`,
    'FastAPI CORSMiddleware': (at) =>
      `app.add_middleware(CORSMiddleware, allow_origins=["https://a${at}.example"])\n`,
    'FastAPI applications': (at) => `app${at} = FastAPI()\napp.mount("/a${at}", app${at})\n`,
    'FastAPI factories': (at) => `def make${at}():\n    app = FastAPI()\n    return app\n`,
    'FastAPI settings': (at) =>
      `class S${at}(BaseSettings):\n    origins: list[str] = ["a"]\ns${at} = S${at}()\n`,
  }),
  ...shapes('flask-cors', {
    'Flask routes': (at) => `@app.route("/r${at}")\ndef r${at}():\n    return {"a": ${at}}\n`,
    'Flask CORS': (at) => `CORS(app, resources={r"/r${at}/*": {"origins": "https://a.example"}})\n`,
    'Flask blueprints': (at) => `bp${at} = Blueprint("b${at}", __name__)\nCORS(bp${at})\n`,
    'Flask headers': (at) =>
      `def h${at}(response):\n    response.headers["Access-Control-Allow-Origin"] = "a${at}"\n    return response\n`,
    'Flask configuration': (at) => `app.config["A${at}"] = "b"\n`,
    'Flask decorators': (at) =>
      `@app.route("/r${at}")\n@cross_origin(origins="https://a.example")\ndef r${at}():\n    return ""\n`,
  }),
  ...shapes(PROGRAM, {
    'Express routes': (at) => `app.get('/r${at}', (req, res) => res.json({ a: ${at} }));\n`,
    'Express routes in a chain': (at) =>
      `${at === 0 ? 'app' : ''}\n  .get('/r${at}', (req, res) => res.end())`,
    'Express handlers': (at) =>
      `app.use((req, res, next) => {\n  res.setHeader('X-A${at}', 'a');\n  next();\n});\n`,
    'Express cors': (at) => `app.use('/r${at}', cors({ origin: 'https://a${at}.example' }));\n`,
    'Express cors by name': (at) =>
      `const c${at} = cors({ origin: 'a' });\napp.use('/r${at}', c${at});\n`,
    'Express routers': (at) =>
      `const r${at} = express.Router();\nr${at}.use(cors());\napp.use('/r${at}', r${at});\n`,
    'Express routers in routers': (at) =>
      `const r${at} = express.Router();\n${at === 0 ? 'app' : `r${at - 1}`}.use('/r', r${at});\n`,
    'JavaScript calls': (at) => `work(${at}, 'a', [1, 2]);\n`,
    'JavaScript functions': (at) => `function f${at}(a) {\n  return a + ${at};\n}\nf${at}(1);\n`,
    'functions that use': (at) => `export function f${at}(app) {\n  app.use(cors());\n}\n`,
    'functions on functions': (at) => `const f${at} = (a) => f${at - 1}(a) + f${at - 1}(a);\n`,
    'JavaScript objects': (at) => `const o${at} = { name: 'a', size: ${at}, on: true };\n`,
    'properties of an object': (at) => `${at === 0 ? 'const o = {};\n' : ''}o.a${at} = ${at};\n`,
    exports: (at) => `exports.a${at} = ${at};\n`,
    'items pushed': (at) =>
      `${at === 0 ? 'const l = [];\n' : ''}l.push('https://a${at}.example');\n`,
    'objects that grow': (at) => `${at === 0 ? 'let o = {};\n' : ''}o = { ...o, a${at}: 1 };\n`,
    'JavaScript classes': (at) => `class C${at} {\n  name = 'a';\n  run() { return ${at}; }\n}\n`,
    'JavaScript conditions': (at) =>
      `if (process.env.A${at}) {\n  app.use(cors({ origin: 'a${at}' }));\n}\n`,
    'else if': (at) => `${at === 0 ? '' : ' else '}if (a${at}) { b(); }`,
    requires: (at) => `const m${at} = require('./m${at}');\n`,
    'JavaScript imports': (at) => `import m${at} from './m${at}.js';\n`,
    packages: (at) => `import { a${at} } from 'package-${at}';\n`,
    'process.env': (at) => `const v${at} = process.env.V${at} || 'a,b'.split(',');\n`,
    'template strings': (at) => `const t${at} = \`a\${${at}}b\`;\n`,
    'texts that double': (at) => `${at === 0 ? "let t = 'a';\n" : ''}t = t + t;\n`,
    'JavaScript comments': () => '// what this setting does, in a whole sentence of words\n',
    'JavaScript stray quotes': () => `it's a "stray\n`,
    'stray backticks': () => 'a ` b ${ c\n',
    'stray comment starts': () => 'a /* b // c\n',
    'stray slashes': () => 'a / b /* c */ / d\n',
    'braces that open': () => '{\n',
    'braces that close': () => '});\n',
    'brackets that open and open': () => '([{',
    'arrows without an end': () => 'a => ',
    'types of TypeScript': (at) => `type T${at}<A extends B = C> = { a: A; b?: string }[];\n`,
    'one less than': () => 'a < b < c\n',
    'one long array': (at) => `${at === 0 ? 'const l = [\n' : ''}  'https://a${at}.example',\n`,
    'one long sum of texts': (at) => `${at === 0 ? 'const t = ' : ' + '}'a'`,
  }),
  ...shapes('nginx', {
    'servers of nginx': (at) => `server { listen ${at % 60_000}; server_name a${at}.example; }\n`,
    'locations of nginx': (at) => `location /a${at}/ { add_header A b; }\n`,
    'maps of nginx': (at) => `map $http_origin $m${at} { "https://a${at}" 1; ~^a${at} 2; }\n`,
    'conditions of nginx': () => 'if ($http_origin ~ "^(a|b)+$") { set $a 1; }\n',
    'blocks that open': () => 'location /a {\n',
    'blocks that close': () => '}\n',
    'quotes that open': (at) => `add_header "a${at}\n`,
    backslashes: () => '\\"\\\'\\ " \\" \n',
    'includes of all files': () => 'include *.conf;\n',
    'comments of nginx': () => '# add_header A b;\n',
    'one more brace': () => '{',
  }),
];
