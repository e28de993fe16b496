import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      (line) => say`Prometheus sends ${line}.`.fr`Prometheus envoie ${line}.`,
    ),
    pathSignal(
      0.8,
      /\/api\/v1\/(?:query(?:_range|_exemplars)?|label\/[^/]+\/values|labels|series|targets|metadata|rules|status\/tsdb)$/,
      say`Prometheus has such addresses.`.fr`Prometheus utilise de telles adresses.`,
    ),
    // Others use this port too.
    portSignal(0.4, 9090, 'Prometheus'),
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
        say`Let the page leave this header out. Prometheus allows only ${code('Accept')},
          ${code('Authorization')}, ${code('Content-Type')} and ${code('Origin')}.`
          .fr`Retirez cet en-tête de la requête de la page. Prometheus n’autorise que
          ${code('Accept')}, ${code('Authorization')}, ${code('Content-Type')} et
          ${code('Origin')}.`,
    },
  ],
  restart: restarts('Prometheus'),
  notes: [
    say`Its API needs no cookies. If a login stands before it, set CORS there.`
      .fr`Son API n’a pas besoin de cookies. S’il faut se connecter avant de l’atteindre, configurez
      CORS à cet endroit.`,
  ],
});

/** A dot in brackets is read alike in every quoting. */
const pattern = (origins: readonly string[]): string =>
  origins.map((one) => one.replaceAll('.', '[.]')).join('|');
