import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pathSignal } from '../kit/marks.ts';
import { restarts, variablesSnippets } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** GeoServer in its Docker image, whose variables switch on the filter of Tomcat. */
export const geoserver = settingsStack({
  id: 'geoserver',
  label: 'GeoServer',
  kind: 'product',
  docs: 'https://docs.geoserver.org/latest/en/user/installation/docker.html',
  marks: [
    pathSignal(
      0.85,
      /^\/geoserver\//,
      say`GeoServer has such addresses.`.fr`GeoServer utilise de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'set', headers: 'set', expose: [] },
  defaults: { methods: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'], headers: [] },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, methods, headers }) =>
    variablesSnippets(
      'GeoServer',
      [
        ['CORS_ENABLED', 'true'],
        ['CORS_ALLOWED_ORIGINS', origins.join(',')],
        ...(methods.length > 0 ? [['CORS_ALLOWED_METHODS', methods.join(',')] as const] : []),
        ...(headers.length > 0 ? [['CORS_ALLOWED_HEADERS', headers.join(',')] as const] : []),
      ],
      'docker.osgeo.org/geoserver',
    ),
  restart: restarts('GeoServer'),
  notes: [
    say`Without Docker, remove the comment around the CORS filter and its mapping in
      ${code('webapps/geoserver/WEB-INF/web.xml')}. Then write the origin there.`
      .fr`Sans Docker, retirez le commentaire autour du filtre CORS et de son mapping dans
      ${code('webapps/geoserver/WEB-INF/web.xml')}. Écrivez-y ensuite l’origine.`,
  ],
});
