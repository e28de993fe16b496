import { say } from '../../model/say.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';

export const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.85,
    'X-Powered-By',
    /^Next\.js$/,
    (line) => say`Next.js sends ${line}.`.fr`Next.js envoie ${line}.`,
  ),
  headerSignal(
    0.7,
    'Vary',
    /next-router-state-tree/i,
    (line) =>
      say`${line} names headers of Next.js.`.fr`${line} contient des noms d’en-têtes de Next.js.`,
  ),
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'x-matched-path') !== '' && headerOf(one, 'x-vercel-id') !== '',
    evidence: (one) =>
      say`Next.js on Vercel sends ${lineOf(one, 'X-Matched-Path')}.`
        .fr`Next.js sur Vercel envoie ${lineOf(one, 'X-Matched-Path')}.`,
  },
  {
    weight: 0.6,
    // Vercel redirects so too, whatever runs on it.
    seen: (one) =>
      one.status === 308 &&
      headerOf(one, 'refresh').startsWith('0;url=') &&
      headerOf(one, 'x-vercel-id') === '',
    evidence: (one) =>
      say`Next.js redirects with ${lineOf(one, 'Refresh')}.`
        .fr`Next.js redirige avec ${lineOf(one, 'Refresh')}.`,
  },
  headerSignal(
    0.3,
    'X-Vercel-Id',
    /./,
    (line) =>
      say`Vercel, which usually runs Next.js, sends ${line}.`
        .fr`Vercel, qui fait généralement tourner Next.js, envoie ${line}.`,
  ),
];
