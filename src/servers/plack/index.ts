import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { perlString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Plack with its CrossOrigin middleware, which refuses every other origin. A star is a pattern. */
export const plack = settingsStack({
  id: 'plack',
  label: 'Perl · Plack CrossOrigin',
  kind: 'code',
  docs: 'https://metacpan.org/pod/Plack::Middleware::CrossOrigin',
  basis: 'measured',
  marks: [
    headerSignal(
      0.7,
      'Server',
      /^HTTP::Server::PSGI$/,
      (line) => say`Plack’s server sends ${line}.`.fr`Le serveur de Plack envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    if (origins.some((one) => one.includes('*'))) return null;
    const list = (values: readonly string[]) => `[${values.map(perlString).join(', ')}]`;
    return [
      fileSnippet(
        'app.psgi',
        'text',
        say`Paste directly below
          ${code('builder {')}, above every other ${code('enable')}. If there is no
          ${code('builder')}, write ${code('use Plack::Builder;')} and put the application into
          one.`.fr`Collez juste sous
          ${code('builder {')}, au-dessus de tout autre ${code('enable')}. S’il n’y a pas de
          ${code('builder')}, écrivez ${code('use Plack::Builder;')} et placez l’application dans un
          tel bloc.`,
        [
          "enable 'CrossOrigin',",
          `    origins => ${list(origins)},`,
          ...(credentials ? ['    credentials => 1,'] : []),
          ...(methods.length > 0 ? [`    methods => ${list(methods)},`] : []),
          ...(headers.length > 0 ? [`    headers => ${list(headers)},`] : []),
          ...(expose.length > 0 ? [`    expose_headers => ${list(expose)},`] : []),
        ].map((text, index, all) => (index === all.length - 1 ? text.replace(/,$/, ';') : text)),
      ),
    ];
  },
  notes: [
    say`First run ${code('cpanm Plack::Middleware::CrossOrigin')}. It refuses requests from other
      origins with 403.`
      .fr`Exécutez d’abord ${code('cpanm Plack::Middleware::CrossOrigin')}. Ce middleware refuse
      avec 403 les requêtes d’autres origines.`,
  ],
});
