import { code, prose } from '../../model/prose.ts';
import { posixString } from '../kit/literals.ts';
import { headerSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { flagSnippet, isPlainHttpOrigin, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const HEADERS = ['accept', 'authorization', 'content-type', 'origin'];

/**
 * Prometheus, whose flag is a pattern that it anchors. By default it allows every origin, and never
 * credentials.
 * @see https://github.com/prometheus/prometheus/blob/main/util/httputil/cors.go
 */
export const prometheus = settingsStack({
  id: 'prometheus',
  label: 'Prometheus',
  kind: 'product',
  docs: 'https://prometheus.io/docs/prometheus/latest/command-line/prometheus/',
  basis: 'measured',
  marks: [
    headerSignal(
      0.6,
      'Access-Control-Allow-Headers',
      /^Accept, Authorization, Content-Type, Origin$/,
      (line) => prose`Prometheus sends ${line}.`,
    ),
    pathSignal(
      0.8,
      /\/api\/v1\/(?:query(?:_range|_exemplars)?|label\/[^/]+\/values|labels|series|targets|metadata|rules|status\/tsdb)$/,
      prose`Prometheus has such addresses.`,
    ),
    portSignal(0.6, 9090, 'Prometheus'),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'POST', 'OPTIONS'],
    headers: HEADERS,
    expose: ['date'],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins }) =>
    origins.every(isPlainHttpOrigin)
      ? [flagSnippet('Prometheus', [`--web.cors.origin=${posixString(pattern(origins))}`])]
      : null,
  instead: [
    {
      id: 'prometheus-headers',
      fits: ({ finding }) => finding.cause === 'header-not-allowed',
      words: () =>
        prose`Let the page leave this header out. Prometheus allows only ${code('Accept')},
          ${code('Authorization')}, ${code('Content-Type')} and ${code('Origin')}.`,
    },
  ],
  restart: restarts('Prometheus'),
  notes: [prose`Its API needs no cookies. If a login stands before it, set CORS there.`],
});

/** A dot in brackets is read alike in every quoting. */
const pattern = (origins: readonly string[]): string =>
  origins.map((one) => one.replaceAll('.', '[.]')).join('|');
