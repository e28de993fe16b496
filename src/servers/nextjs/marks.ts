import { prose } from '../../model/prose.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';

export const SIGNALS: readonly Signal[] = [
  headerSignal(0.85, 'X-Powered-By', /^Next\.js$/, (line) => prose`Next.js sends ${line}.`),
  headerSignal(
    0.7,
    'Vary',
    /next-router-state-tree/i,
    (line) => prose`${line} names headers of Next.js.`,
  ),
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'x-matched-path') !== '' && headerOf(one, 'x-vercel-id') !== '',
    evidence: (one) => prose`Next.js on Vercel sends ${lineOf(one, 'X-Matched-Path')}.`,
  },
  headerSignal(
    0.3,
    'X-Vercel-Id',
    /./,
    (line) => prose`Vercel, which usually runs Next.js, sends ${line}.`,
  ),
];
