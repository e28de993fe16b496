import { parseUrl } from '../../model/origin.ts';
import { phrase, say } from '../../model/say.ts';
import { headerOf, lineOf, portSignal } from '../kit/marks.ts';
import { fileSnippet, isPlainHttpOrigin, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The management API of RabbitMQ: a list of origins. It allows the headers that are asked for.
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbitmq_management/src/rabbit_mgmt_cors.erl
 */
export const rabbitmq = settingsStack({
  id: 'rabbitmq',
  label: phrase`RabbitMQ · management`.fr`RabbitMQ · administration`,
  kind: 'product',
  docs: 'https://www.rabbitmq.com/docs/management#cors',
  marks: [
    portSignal(0.7, 15672, 'RabbitMQ'),
    {
      weight: 0.6,
      seen: (one) =>
        headerOf(one, 'server') === 'Cowboy' &&
        /^\/api\/(?:overview|queues|exchanges|vhosts|nodes|connections|channels|whoami|definitions)(?:\/|$)/.test(
          parseUrl(one.url)?.pathname ?? '',
        ),
      evidence: (one) =>
        say`RabbitMQ has such addresses, and sends ${lineOf(one, 'Server')}.`
          .fr`RabbitMQ utilise de telles adresses, et envoie ${lineOf(one, 'Server')}.`,
    },
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['HEAD', 'GET', 'PUT', 'DELETE', 'POST', 'OPTIONS'],
    headers: 'any',
    expose: [],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) =>
    origins.every(isPlainHttpOrigin)
      ? [
          fileSnippet(
            'rabbitmq.conf',
            'text',
            say`Add to the file. If there are such lines already, continue their numbers.`
              .fr`Ajoutez au fichier. S’il contient déjà de telles lignes, continuez leurs numéros.`,
            origins.map((origin, at) => `management.cors.allow_origins.${at + 1} = ${origin}`),
          ),
        ]
      : null,
  restart: restarts('RabbitMQ'),
});
