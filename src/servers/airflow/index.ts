import { say } from '../../model/say.ts';
import { pathSignal } from '../kit/marks.ts';
import {
  isPlainHttpOrigin,
  plainList,
  restarts,
  variablesSnippets,
} from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const NAME = 'AIRFLOW__API__ACCESS_CONTROL_ALLOW';

/**
 * The REST API of Apache Airflow: three settings, as they are sent. Releases differ in how they
 * separate origins, so only one is written.
 * @see https://airflow.apache.org/docs/apache-airflow/stable/security/api.html#enabling-cors
 */
export const airflow = settingsStack({
  id: 'airflow',
  label: 'Apache Airflow',
  kind: 'product',
  docs: 'https://airflow.apache.org/docs/apache-airflow/stable/security/api.html#enabling-cors',
  marks: [
    pathSignal(
      0.85,
      /^\/api\/(?:v[12]\/(?:dags|dagRuns|taskInstances|pools|variables|connections|importErrors|monitor\/health)|experimental\/dags)(?:\/|$)/,
      say`Airflow has such addresses.`.fr`Airflow utilise de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'set', headers: 'set', expose: [] },
  answers: { preflightStatus: 200, varies: 'never' },
  lists: {
    methods: ['GET', 'POST', 'PATCH', 'DELETE', 'OPTIONS'],
    headers: ['authorization', 'content-type'],
  },
  write: ({ origins: [origin, ...others], methods, headers }) => {
    const [verbs, names] = [methods, headers].map(plainList);
    if (others.length > 0 || !isPlainHttpOrigin(origin) || !verbs || !names) return null;
    return variablesSnippets(
      'Airflow',
      [
        [`${NAME}_ORIGINS`, origin],
        [`${NAME}_METHODS`, verbs],
        [`${NAME}_HEADERS`, names],
      ],
      'apache/airflow',
    );
  },
  restart: restarts('Airflow'),
});
