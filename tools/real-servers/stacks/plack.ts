import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { usualFailures } from '../usual-failures.ts';

const PLACKUP = '/usr/bin/plackup';
const FILE = 'app.psgi';
const { PATH } = process.env;

const APPLICATION = `
my %status = ('/api/data' => 200, '/api/boom' => 500, '/api/redirect' => 302);
my $app = sub {
    my $env = shift;
    my $status = $status{$env->{PATH_INFO}} // 404;
    my $reads = $env->{REQUEST_METHOD} =~ /^(?:GET|HEAD)$/;
    return [405, [], []] if $env->{REQUEST_METHOD} eq 'OPTIONS' || ($status != 200 && !$reads);
    return [302, [Location => '/api/data'], []] if $status == 302;
    return [$status, [], []] if $status != 200;
    return [200, ['Content-Type' => 'application/json', 'X-Total' => '42'], ['{"ok":true}']];
};
`;

const allowing = (origin: string) =>
  `enable 'CrossOrigin', origins => ['${origin}'], methods => ['GET', 'POST'], headers => ['content-type'];`;

/** Plack with its CrossOrigin middleware. */
export const plackLab: LabStack = {
  id: 'plack-crossorigin-0.014',
  stack: 'plack',
  proofOnly: true,
  version: async () =>
    `Plack::Middleware::CrossOrigin ${await debianVersion('libplack-middleware-crossorigin-perl')}, ` +
    `Plack ${await debianVersion('libplack-perl')}`,
  ready: debianReady(
    ['libplack-perl', 'libplack-middleware-crossorigin-perl'],
    [PLACKUP, '/usr/share/perl5/Plack/Middleware/CrossOrigin.pm'],
  ),
  project: (_, { cors }) => ({
    [FILE]: [
      'use strict;',
      'use warnings;',
      'use Plack::Builder;',
      APPLICATION,
      'builder {',
      marked('#', cors),
      '$app;',
      '};',
      '',
    ].join('\n'),
  }),
  command: ({ port }) => ({
    program: PLACKUP,
    args: ['--host', '127.0.0.1', '--port', String(port), '--no-default-middleware', FILE],
    env: { PATH },
  }),
  failures: usualFailures({ allowing, star: { cors: allowing('*') } }),
  paste: (files, snippets) =>
    withFile(files, FILE, (text) => replaceMarked(text, codeFor(FILE, snippets))),
  model: null,
};
