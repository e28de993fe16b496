import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { plainList, restarts, variablesSnippets } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const NAME = 'KAFKA_REST_ACCESS_CONTROL_ALLOW';
const TYPE = /^application\/vnd\.kafka\./;

/** The REST Proxy of Kafka, in Jetty: three settings, off at first. */
export const kafkaRest = settingsStack({
  id: 'kafka-rest',
  label: phrase`Kafka · REST Proxy`.fr`Kafka · REST Proxy`,
  kind: 'product',
  docs: 'https://docs.confluent.io/platform/current/kafka-rest/production-deployment/rest-proxy/config.html',
  marks: [
    headerSignal(
      0.9,
      'Content-Type',
      TYPE,
      (line) => say`Kafka’s REST Proxy sends ${line}.`.fr`Le REST Proxy de Kafka envoie ${line}.`,
    ),
    {
      weight: 0.9,
      seen: ({ requestHeaders }) =>
        TYPE.test(get(requestHeaders, 'content-type') ?? '') ||
        TYPE.test(get(requestHeaders, 'accept') ?? ''),
      evidence: () =>
        say`The page asks with a type of Kafka’s REST Proxy.`
          .fr`La page utilise un type du REST Proxy de Kafka.`,
    },
  ],
  can: { origins: 'list', credentials: 'never', methods: 'set', headers: 'set', expose: [] },
  answers: { preflightStatus: 200, varies: 'always' },
  lists: {
    methods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    headers: ['content-type', 'accept', 'origin', 'authorization'],
  },
  write: ({ origins, methods, headers }) => {
    const [list, verbs, names] = [origins, methods, headers].map(plainList);
    if (!list || !verbs || !names) return null;
    return variablesSnippets(
      'REST Proxy',
      [
        [`${NAME}_ORIGIN`, list],
        [`${NAME}_METHODS`, verbs],
        [`${NAME}_HEADERS`, names],
      ],
      'confluentinc/cp-kafka-rest',
    );
  },
  restart: restarts('REST Proxy'),
  notes: [
    say`In ${code('kafka-rest.properties')}, the names are ${code('access.control.allow.origin')} and so
      on.`
      .fr`Dans ${code('kafka-rest.properties')}, les noms sont ${code('access.control.allow.origin')} et
      ainsi de suite.`,
  ],
});
