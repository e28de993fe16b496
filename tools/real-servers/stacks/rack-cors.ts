import fc from 'fast-check';
import {
  type RackAllow,
  type RackCorsRelease,
  type RackResource,
  rackCorsModel,
} from '../../../src/servers/rack-cors/model.ts';
import { debianReady } from '../debian.ts';
import { unpackedFrom } from '../debian-suite.ts';
import { debianVersion } from '../debian-version.ts';
import { type Files, type LabStack, labModel } from '../lab-stack.ts';
import { codeFor } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const { PATH } = process.env;
const INITIALIZER = 'config/initializers/cors.rb';

const API = `
API = lambda { |env|
  path = env['PATH_INFO']
  methods = %w[GET HEAD]
  methods += %w[POST PUT PATCH DELETE] if path == '/api/data'
  status = { '/api/data' => 200, '/api/boom' => 500, '/api/redirect' => 302 }[path]
  next [404, {}, []] if status.nil?
  next [405, {}, []] unless methods.include?(env['REQUEST_METHOD'])
  next [302, { 'location' => '/api/data' }, []] if status == 302
  next [500, {}, []] if status == 500
  [200, { 'content-type' => 'application/json', 'x-total' => '42' }, ['{"ok":true}']]
}
`;

/** A Rails application in one file; its initializers are read as in any other. */
const RAILS = `
require 'action_controller/railtie'
require 'rack/cors'

class LabApplication < Rails::Application
  config.root = __dir__
  config.eager_load = false
  config.secret_key_base = 'lab'
  config.logger = Logger.new(IO::NULL)
  config.hosts.clear
  routes.append do
    match '/api/boom', to: ->(_) { raise 'boom' }, via: :get
    match '*path', to: ->(env) { API.call(env) }, via: :all
  end
end

LabApplication.initialize!
run LabApplication
`;

/** Code that answers this path above everything in the list so far. */
const first = (path: string, answer: string) => `
First = Struct.new(:app) do
  def call(env)
    env['PATH_INFO'] == '${path}' ? ${answer} : app.call(env)
  end
end
Rails.application.config.middleware.insert_before 0, First
`;

const inserted = (at: string, origins: string, options: string) =>
  [
    `Rails.application.config.middleware.${at} do`,
    '  allow do',
    `    origins ${origins}`,
    `    resource '*', ${options}`,
    '  end',
    'end',
    '',
  ].join('\n');

const FIRST = 'insert_before 0, Rack::Cors';
const LAST = 'use Rack::Cors';

const usual = 'headers: %w[content-type], methods: %i[get put]';

const resource: fc.Arbitrary<RackResource> = fc.record({
  path: fc.constantFrom('*', '*', '/api/*', '/api/:name', '/api/data', '/api'),
  headers: fc.constantFrom<RackResource['headers']>('any', ['X-Token'], ['x-token'], [], null),
  methods: fc.constantFrom<RackResource['methods']>('any', ['get', 'put'], ['propfind'], ['get']),
  credentials: fc.boolean(),
  expose: fc.constantFrom(['x-total', 'ETag'], null),
  maxAge: fc.constantFrom(600, 0, null),
});

const block: fc.Arbitrary<RackAllow> = fc
  .record({
    origins: fc.subarray(
      [
        'http://localhost:3000',
        'localhost:30000',
        'app.example',
        'http://localhost:3000/',
        '*',
        'null',
      ],
      { minLength: 1 },
    ),
    resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
  })
  .map(({ origins, resources }) => ({
    origins,
    // With a star among the origins, credentials end the program at its start.
    resources: origins.includes('*')
      ? resources.map((one) => ({ ...one, credentials: false }))
      : resources,
  }));

const list = (values: readonly string[]) => `[${values.map((one) => `'${one}'`).join(', ')}]`;

function resourceLine({ path, headers, methods, credentials, expose, maxAge }: RackResource) {
  const options = [
    ...(headers === null ? [] : [`headers: ${headers === 'any' ? ':any' : list(headers)}`]),
    `methods: ${methods === 'any' ? ':any' : list(methods)}`,
    `credentials: ${credentials}`,
    ...(expose === null ? [] : [`expose: ${list(expose)}`]),
    ...(maxAge === null ? [] : [`max_age: ${maxAge}`]),
  ];
  return `resource '${path}', ${options.join(', ')}`;
}

const allowBlock = ({ origins, resources }: RackAllow) =>
  ['allow do', `origins ${list(origins)}`, ...resources.map(resourceLine), 'end'].join('\n');

const model = (release: RackCorsRelease) =>
  labModel<readonly RackAllow[]>({
    settings: fc.array(block, { minLength: 1, maxLength: 2 }),
    project: (_, all) => ({
      'config.ru': [
        "require 'rack/cors'",
        API,
        ...all.flatMap((blocks, index) => [
          `map '/${index}' do`,
          'use Rack::Cors do',
          ...blocks.map(allowBlock),
          'end',
          'run API',
          'end',
        ]),
        '',
      ].join('\n'),
    }),
    answer: (blocks, request) =>
      rackCorsModel(
        blocks,
        release,
        labRoutes({ options: 405, method: 405 }),
      )({ ...request, url: request.url.replace(/(:\d+)\/\d+\//, '$1/') }),
  });

type Source = {
  readonly id: string;
  readonly release: RackCorsRelease;
  readonly version: () => Promise<string>;
  readonly ready: () => Promise<string | null>;
  readonly library: () => string | null;
};

function rackCorsLab({ id, release, version, ready, library }: Source): LabStack {
  const page = "'{page}'";
  return {
    id,
    stack: 'rack-cors',
    proofOnly: true,
    version,
    ready,
    project: (_, { cors, before = '' }): Files => ({
      'config.ru': `${API}${RAILS}`,
      'config/initializers/before.rb': before,
      [INITIALIZER]: cors,
    }),
    command: ({ port }) => {
      const path = library();
      const bind = `tcp://127.0.0.1:${port}`;
      return {
        program: '/usr/bin/puma',
        args: ['-q', '-e', 'production', '-b', bind, '-t', '1:2', 'config.ru'],
        env: {
          PATH,
          RAILS_ENV: 'production',
          LANG: 'C.UTF-8',
          ...(path === null ? {} : { RUBYLIB: path }),
        },
      };
    },
    failures: {
      'nothing-configured': { cors: '' },
      'origin-not-listed': { cors: inserted(FIRST, "'https://app.example'", usual) },
      'origin-misspelled': { cors: inserted(FIRST, "'{page}/'", usual) },
      'wildcard-with-credentials': { cors: inserted(FIRST, "'*'", usual) },
      'credentials-not-allowed': { cors: inserted(FIRST, page, usual) },
      'method-not-allowed': { cors: inserted(FIRST, page, usual), unrecognised: true },
      'header-not-allowed': { cors: inserted(FIRST, page, usual), unrecognised: true },
      'expose-missing': { cors: inserted(FIRST, page, usual) },
      'error-without-headers': { cors: inserted(LAST, page, usual) },
      redirect: {
        cors: inserted(LAST, page, usual),
        before: first('/api/redirect', "[302, { 'Location' => '/api/data' }, []]"),
        unrecognised: true,
      },
      'two-layers': 'Rack::Cors adds no line where the application has sent one',
    },
    paste: (files, snippets) => ({ ...files, [INITIALIZER]: codeFor(INITIALIZER, snippets) }),
    model: model(release),
  };
}

const VENDOR = 'usr/lib/ruby/vendor_ruby';

const DEBIAN = debianReady(
  ['ruby-rack-cors', 'puma', 'ruby-railties', 'ruby-actionpack'],
  ['/usr/bin/puma', `/${VENDOR}/rack/cors.rb`],
);

let unpacked = '';

/** rack-cors as Debian's stable release has it, in its Rails. */
export const rackCors11: LabStack = rackCorsLab({
  id: 'rack-cors-1.1',
  release: '1.1',
  version: async () =>
    `rack-cors ${await debianVersion('ruby-rack-cors')}, Rails ${await debianVersion('ruby-railties')}`,
  ready: DEBIAN,
  library: () => null,
});

/** rack-cors as Debian's newest suite has it. */
export const rackCors30: LabStack = rackCorsLab({
  id: 'rack-cors-3.0',
  release: '3.0',
  version: async () => `rack-cors 3.0.0, Rails ${await debianVersion('ruby-railties')}`,
  ready: async () => {
    const missing = await DEBIAN();
    if (missing !== null) return missing;
    try {
      unpacked = await unpackedFrom('sid', 'rack-cors', ['ruby-rack-cors']);
      return null;
    } catch (error) {
      return String(error);
    }
  },
  library: () => `${unpacked}/${VENDOR}`,
});
