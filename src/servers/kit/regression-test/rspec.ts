import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import { rubyString } from '../literals.ts';
import type { Snippet } from '../stack.ts';
import { type Checks, checksOf, testSnippet, when } from './checks.ts';

/**
 * RSpec with rack-test, for the application that config.ru builds: Rails, Sinatra and plain Rack.
 * Rack 2 returns it with its options, Rack 3 alone.
 * @see https://github.com/rack/rack-test#usage
 */
export function rspec(requirement: AnswerRequirement): Snippet {
  const checks = checksOf(requirement);
  return testSnippet(
    checks,
    {
      file: 'spec/cors_spec.rb',
      language: 'ruby',
      place: say`Save this in the folder of ${code('config.ru')}. Install the gems ${code('rspec')}
        and ${code('rack-test')}. Run it there with ${code('bundle exec rspec spec/cors_spec.rb')}.`
        .fr`Enregistrez ce test dans le dossier de ${code('config.ru')}. Installez les gems
        ${code('rspec')} et ${code('rack-test')}. Lancez-y le test avec
        ${code('bundle exec rspec spec/cors_spec.rb')}.`,
    },
    [...head(checks), ...preflightExample(checks), ...requestExample(checks), 'end'],
  );
}

function head({ path, secure, origin, preflightMethods, expose }: Checks): readonly string[] {
  const url = `${secure ? 'https' : 'http'}://localhost${path}`;
  return [
    'require "rack/test"',
    '',
    'RSpec.describe "CORS" do',
    '  include Rack::Test::Methods',
    '',
    '  let(:app) { Rack::Builder.parse_file("config.ru").then { |app, _| app } }',
    `  let(:url) { ${rubyString(url)} }`,
    `  let(:origin) { ${rubyString(origin)} }`,
    ...when(preflightMethods.length > 0 || expose.length > 0, [
      '',
      '  def listed(header)',
      '    last_response.headers[header].to_s.split(",").map(&:strip)',
      '  end',
    ]),
  ];
}

function preflightExample(checks: Checks): readonly string[] {
  const { preflightMethods, listsMethods, headers } = checks;
  if (preflightMethods.length === 0) return [];
  return [
    '',
    `  [${preflightMethods.map(rubyString).join(', ')}].each do |method|`,
    '    it "lets the preflight of #{method} pass" do',
    '      header "Origin", origin',
    '      header "Access-Control-Request-Method", method',
    ...when(headers.length > 0, [
      `      header "Access-Control-Request-Headers", ${rubyString(headers.join(','))}`,
    ]),
    '      options url',
    '      expect(last_response.status).to be_between(200, 299)',
    ...originLines(checks, '      '),
    ...when(listsMethods, [
      '      expect(listed("Access-Control-Allow-Methods")).to include(method).or include("*")',
    ]),
    ...listLines('Access-Control-Allow-Headers', headers, '      '),
    '    end',
    '  end',
  ];
}

function requestExample(checks: Checks): readonly string[] {
  const { method, expose } = checks;
  return [
    '',
    '  it "lets the page read the response" do',
    '    header "Origin", origin',
    `    custom_request ${rubyString(method)}, url`,
    ...originLines(checks, '    '),
    ...listLines('Access-Control-Expose-Headers', expose, '    '),
    '  end',
  ];
}

function originLines({ credentials }: Checks, indent: string): readonly string[] {
  const allowed = 'last_response.headers["Access-Control-Allow-Origin"]';
  if (!credentials) return [`${indent}expect(${allowed}).to eq(origin).or eq("*")`];
  return [
    `${indent}expect(${allowed}).to eq(origin)`,
    `${indent}expect(last_response.headers["Access-Control-Allow-Credentials"]).to eq("true")`,
  ];
}

function listLines(header: string, names: readonly string[], indent: string): readonly string[] {
  if (names.length === 0) return [];
  const list = names.map(rubyString).join(', ');
  return [
    `${indent}expect(listed("${header}").map(&:downcase)).to include(${list}).or include("*")`,
  ];
}
