import { debianReady } from '../../tools/real-servers/debian.ts';
import { codeFor, insertAbove, withFile } from '../../tools/real-servers/paste.ts';
import type { TestProject } from './project.ts';

const RUN = "run ->(env) { [200, { 'content-type' => 'application/json' }, ['{}']] }";

const CONFIG = `require 'rack/cors'

${RUN}
`;

/** Rack without Rails, with Debian's RSpec and rack-test. */
export const rack: TestProject = {
  stack: 'rack-cors',
  missing: debianReady(
    ['ruby-rack-cors', 'ruby-rack-test', 'ruby-rspec'],
    [
      '/usr/share/rubygems-integration/all/specifications',
      '/usr/lib/ruby/vendor_ruby/rack/cors.rb',
      '/usr/bin/rspec',
    ],
  ),
  files: { 'config.ru': CONFIG },
  refusal: { status: 200, headers: {} },
  paste: (files, snippets) => {
    // The fix's own note says this about programs without Rails.
    const code = codeFor('config/initializers/cors.rb', snippets).replace(
      'Rails.application.config.middleware.insert_before 0, Rack::Cors do',
      'use Rack::Cors do',
    );
    return withFile(files, 'config.ru', (text) => insertAbove(text, RUN, code));
  },
  command: () => ({ program: '/usr/bin/rspec', args: ['--no-color', 'spec/cors_spec.rb'] }),
  failing: /^2 examples, 2 failures$/m,
  passing: /^2 examples, 0 failures$/m,
};
