import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import type { LabRequest } from '../failures.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor } from '../paste.ts';

const PROMETHEUS = '/usr/bin/prometheus';
const FLAGS = 'flags';
const QUERY: LabRequest = { path: '/api/v1/query?query=up' };

const flag = (pattern: string) => `--web.cors.origin='${pattern}'`;
const FIXED = 'its API always allows the same methods and headers';

/** Prometheus with the flags of its developer, as a shell reads them. */
export const prometheusLab: LabStack = {
  id: 'prometheus-2.42',
  stack: 'prometheus',
  proofOnly: true,
  version: async () => `Prometheus ${await debianVersion('prometheus')}`,
  ready: debianReady(['prometheus'], [PROMETHEUS]),
  project: (_, { cors }) => ({ [FLAGS]: cors, 'prometheus.yml': 'scrape_configs: []\n' }),
  command: ({ port, folder }) => ({
    program: '/bin/sh',
    args: [
      '-c',
      [
        `eval exec ${PROMETHEUS} --config.file=prometheus.yml --log.level=error`,
        `--storage.tsdb.path=${folder}/data --web.listen-address=127.0.0.1:${port}`,
        `"$(cat ${FLAGS})"`,
      ].join(' '),
    ],
  }),
  probe: '/-/ready',
  failures: {
    'nothing-configured': 'without the flag it allows every origin',
    'origin-not-listed': { cors: flag('https://app[.]example'), request: QUERY },
    'origin-misspelled': { cors: flag('{page}/'), request: QUERY },
    'wildcard-with-credentials': 'it never allows credentials',
    'credentials-not-allowed': 'it never allows credentials',
    'method-not-allowed': FIXED,
    'header-not-allowed': FIXED,
    'expose-missing': FIXED,
    'error-without-headers': {
      cors: flag('https://app[.]example'),
      request: { path: '/api/v1/query' },
      status: 400,
    },
    redirect: 'its API does not redirect',
    'two-layers': 'it sets its headers once',
  },
  paste: (files, snippets) => ({
    ...files,
    [FLAGS]: codeFor('the command that starts Prometheus', snippets),
  }),
  model: null,
};
