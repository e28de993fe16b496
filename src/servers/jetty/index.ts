import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { xmlText } from '../kit/literals.ts';
import { headerSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Jetty with the CrossOriginFilter of its servlets. A star in an origin would be a pattern, and a
 * comma would end it.
 * @see https://github.com/jetty/jetty.project/blob/jetty-9.4.x/jetty-servlets/src/main/java/org/eclipse/jetty/servlets/CrossOriginFilter.java
 */
export const jetty = settingsStack({
  id: 'jetty',
  label: 'Jetty · CrossOriginFilter',
  kind: 'configuration',
  docs: 'https://jetty.org/docs/jetty/11/operations-guide/index.html',
  basis: 'measured',
  marks: [
    portSignal(0.6, 8983, 'Solr'),
    pathSignal(
      0.5,
      /^\/solr\//,
      say`Solr runs in Jetty, and has such addresses.`
        .fr`Solr fonctionne dans Jetty, et utilise de telles adresses.`,
    ),
    // Spring and other frameworks run in it, and have settings of their own.
    headerSignal(
      0.45,
      'Server',
      /^Jetty\(/,
      (line) => say`Jetty sends ${line}.`.fr`Jetty envoie ${line}.`,
    ),
    headerSignal(
      0.6,
      'Access-Control-Allow-Headers',
      /^X-Requested-With,Content-Type,Accept,Origin$/,
      (line) =>
        say`The filter’s default list is ${line}.`.fr`La liste par défaut du filtre est ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['GET', 'POST', 'HEAD'],
    headers: ['x-requested-with', 'content-type', 'accept', 'origin'],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    if (origins.some((one) => /[*,]/.test(one))) return null;
    const parameters = [
      ['allowedOrigins', origins.join(',')],
      // Its default is true.
      ['allowCredentials', String(credentials)],
      ...(methods.length > 0 ? [['allowedMethods', methods.join(',')] as const] : []),
      ...(headers.length > 0 ? [['allowedHeaders', headers.join(',')] as const] : []),
      ...(expose.length > 0 ? [['exposedHeaders', expose.join(',')] as const] : []),
      // Otherwise the application answers preflights too, usually with 405.
      ['chainPreflight', 'false'],
    ] as const;
    return [
      fileSnippet(
        'WEB-INF/web.xml',
        'xml',
        say`Paste directly below ${code('<web-app …>')}, above every other filter. Remove every
          other ${code('CrossOriginFilter')} and its mapping.`
          .fr`Collez juste sous ${code('<web-app …>')}, au-dessus de tout autre filtre. Retirez tout
          autre ${code('CrossOriginFilter')} et son mapping.`,
        [
          '<filter>',
          '  <filter-name>cors</filter-name>',
          '  <filter-class>org.eclipse.jetty.servlets.CrossOriginFilter</filter-class>',
          '  <async-supported>true</async-supported>',
          ...parameters.flatMap(([name, value]) => [
            '  <init-param>',
            `    <param-name>${name}</param-name>`,
            `    <param-value>${xmlText(value)}</param-value>`,
            '  </init-param>',
          ]),
          '</filter>',
          '<filter-mapping>',
          '  <filter-name>cors</filter-name>',
          '  <url-pattern>/*</url-pattern>',
          '</filter-mapping>',
        ],
      ),
    ];
  },
  restart: {
    text: say`Restart Jetty, or deploy the application again.`
      .fr`Redémarrez Jetty, ou redéployez l’application.`,
    command: null,
  },
  notes: [
    say`In Solr, this file is ${code('server/solr-webapp/webapp/WEB-INF/web.xml')}.`
      .fr`Dans Solr, ce fichier est ${code('server/solr-webapp/webapp/WEB-INF/web.xml')}.`,
    say`The server needs Jetty’s module ${code('servlets')}. Jetty 12 has
      ${code('CrossOriginHandler')} instead.`
      .fr`Le serveur a besoin du module ${code('servlets')} de Jetty. Jetty 12 a
      ${code('CrossOriginHandler')} à la place.`,
  ],
});
