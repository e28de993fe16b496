import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { rustString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** What the crate has a constant for. */
const USUAL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Axum with the CorsLayer of tower-http. */
export const axum = settingsStack({
  id: 'axum',
  label: 'Axum · tower-http CorsLayer',
  kind: 'code',
  docs: 'https://docs.rs/tower-http/latest/tower_http/cors/struct.CorsLayer.html',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },

  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const names = (values: readonly string[]) =>
      `[${values.map((one) => `HeaderName::from_static(${rustString(one)})`).join(', ')}]`;
    const verbs = methods.map((one) =>
      USUAL.includes(one) ? `Method::${one}` : `Method::from_bytes(b${rustString(one)}).unwrap()`,
    );
    const used = [
      ...(headers.length + expose.length > 0 ? ['HeaderName'] : []),
      'HeaderValue',
      ...(methods.length > 0 ? ['Method'] : []),
    ];
    return [
      fileSnippet(
        'main.rs',
        'text',
        say`Paste above the router. Then write ${code('.layer(cors)')} at its end, below every
          ${code('.route')}: a layer does not cover routes that are added later.`
          .fr`Collez au-dessus du routeur. Écrivez ensuite ${code('.layer(cors)')} à la fin de
          celui-ci, sous tous les ${code('.route')} : une couche ne couvre pas les routes ajoutées
          après elle.`,
        [
          `use axum::http::{${used.join(', ')}};`,
          'use tower_http::cors::CorsLayer;',
          '',
          'let cors = CorsLayer::new()',
          '    .allow_origin([',
          ...origins.map((origin) => `        HeaderValue::from_static(${rustString(origin)}),`),
          '    ])',
          ...(credentials ? ['    .allow_credentials(true)'] : []),
          ...(methods.length > 0 ? [`    .allow_methods([${verbs.join(', ')}])`] : []),
          ...(headers.length > 0 ? [`    .allow_headers(${names(headers)})`] : []),
          ...(expose.length > 0 ? [`    .expose_headers(${names(expose)})`] : []),
        ].map((text, index, all) => (index === all.length - 1 ? `${text};` : text)),
      ),
    ];
  },
  restart: BUILD_AGAIN,
  notes: [
    say`First run ${code('cargo add tower-http --features cors')}.`
      .fr`Exécutez d’abord ${code('cargo add tower-http --features cors')}.`,
  ],
});
