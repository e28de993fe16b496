import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { rustString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Actix Web with actix-cors. */
export const actixCors = settingsStack({
  id: 'actix-cors',
  label: 'Actix Web · actix-cors',
  kind: 'code',
  docs: 'https://docs.rs/actix-cors/latest/actix_cors/struct.Cors.html',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const list = (values: readonly string[]) => `[${values.map(rustString).join(', ')}]`;
    return [
      fileSnippet(
        'main.rs',
        'text',
        say`Paste into the closure of ${code('HttpServer::new')}, above ${code('App::new()')}. Then
          write ${code('.wrap(cors)')} as the last ${code('.wrap')}, so that it runs first.`
          .fr`Collez dans la closure de ${code('HttpServer::new')}, au-dessus de
          ${code('App::new()')}. Écrivez ensuite ${code('.wrap(cors)')} comme dernier
          ${code('.wrap')}, pour que ce middleware s’exécute en premier.`,
        [
          'let cors = actix_cors::Cors::default()',
          ...origins.map((origin) => `    .allowed_origin(${rustString(origin)})`),
          ...(credentials ? ['    .supports_credentials()'] : []),
          ...(methods.length > 0 ? [`    .allowed_methods(${list(methods)})`] : []),
          ...(headers.length > 0 ? [`    .allowed_headers(${list(headers)})`] : []),
          ...(expose.length > 0 ? [`    .expose_headers(${list(expose)})`] : []),
        ].map((text, index, all) => (index === all.length - 1 ? `${text};` : text)),
      ),
    ];
  },
  restart: BUILD_AGAIN,
  notes: [
    say`First run ${code('cargo add actix-cors')}. It refuses requests from other origins with 400.`
      .fr`Exécutez d’abord ${code('cargo add actix-cors')}. Ce middleware refuse les requêtes
      d’autres origines avec le statut 400.`,
  ],
});
