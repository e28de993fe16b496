import type { RowDiagnosis } from '../diagnosis/diagnosis.ts';
import type { Exchange, Hop } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { counted, phrase } from '../model/say.ts';
import { isUnreadable } from '../policy/request-mode.ts';
import { hopRows } from './drawn-hop.ts';
import { ASKER, BROWSER, type Lane, type Picture, type Row } from './picture.ts';

/** How many hops are drawn. In a longer chain of redirects, the middle is only counted. */
const MOST_LEGS = 3;

/**
 * The picture of a diagnosed exchange: what was sent, what came back, where and why the browser
 * stopped it, and what never left. It shows only facts and the verdict. Never throws.
 */
export function pictureOf(diagnosis: RowDiagnosis): Picture {
  const { exchange, evaluation } = diagnosis;
  const legs = drawnLegs(exchange);
  const servers = [...new Set(legs.map((index) => serverOf(exchange, index)))];
  const asker = isWorker(exchange) ? 'worker' : 'page';
  const rows = legs.flatMap((index, place): readonly Row[] => [
    ...skipped(index - (legs[place - 1] ?? index - 1) - 1),
    ...hopRows(diagnosis, index, BROWSER + 1 + servers.indexOf(serverOf(exchange, index))),
  ]);
  return {
    lanes: [
      { kind: asker, origin: evaluation.origin },
      { kind: 'browser', origin: '' },
      ...servers.map((origin): Lane => ({ kind: 'server', origin })),
    ],
    rows: inOrder([...rows, ...ending(diagnosis)]),
  };
}

/**
 * Without times before an earlier row's: Firefox reports a request while its preflight still waits.
 */
function inOrder(rows: readonly Row[]): readonly Row[] {
  let latest = 0;
  return rows.map((row) => {
    if (row.at !== null && row.at < latest) return { ...row, at: null };
    latest = row.at ?? latest;
    return row;
  });
}

/** It has no tab and no document: measured for service and shared workers in Chromium. */
const isWorker = ({ tabId, documentId }: Exchange): boolean => tabId === -1 && documentId === null;

function drawnLegs({ hops }: Exchange): readonly number[] {
  const all = hops.map((_, index) => index);
  return all.length <= MOST_LEGS ? all : [...all.slice(0, MOST_LEGS - 1), all.length - 1];
}

const serverOf = ({ hops }: Exchange, index: number): string => targetOf(hops[index] ?? hops[0]);

/** The server of a hop, or the whole URL if it has no origin. */
function targetOf({ url }: Hop): string {
  const origin = originOf(url);
  return origin === 'null' ? url : origin;
}

function skipped(count: number): readonly Row[] {
  if (count <= 0) return [];
  const text = counted(
    count,
    phrase`more redirect`.fr`redirection de plus`,
    phrase`more redirects`.fr`redirections de plus`,
  );
  return [{ kind: 'note', lane: BROWSER, text, details: [], tone: 'plain', at: null }];
}

/** The result that the page or worker gets. */
function ending({ exchange, evaluation: { verdict, mode }, title }: RowDiagnosis): readonly Row[] {
  const row = { details: [], at: null } as const;
  const toAsker = { ...row, kind: 'arrow', from: BROWSER, to: ASKER } as const;
  const atBrowser = { kind: 'note', lane: BROWSER, at: null } as const;
  switch (verdict) {
    case 'allowed':
      return isUnreadable(exchange, mode)
        ? [
            {
              ...toAsker,
              text: phrase`gets an empty response, status 0`.fr`reçoit une réponse vide, statut 0`,
              tone: 'plain',
            },
          ]
        : [
            {
              ...toAsker,
              text: phrase`may read the response`.fr`peut lire la réponse`,
              tone: 'passed',
            },
          ];
    case 'blocked':
    case 'failed':
      return [
        {
          ...toAsker,
          text: phrase`gets an error without a reason`.fr`reçoit une erreur sans raison`,
          tone: 'stopped',
        },
      ];
    case 'pending':
      return [{ ...row, ...atBrowser, text: title, tone: 'open' }];
    case 'undetermined':
      return [{ ...row, ...atBrowser, text: title, tone: 'open' }];
  }
}
