import { code, prose } from '../../model/prose.ts';
import { headerSignal, type Signal, urlSignal } from '../kit/marks.ts';

export const SIGNALS: readonly Signal[] = [
  urlSignal(
    0.75,
    /^https:\/\/[^/]+\.cloudfunctions\.net\//,
    prose`Cloud Functions has the hosts below ${code('cloudfunctions.net')}.`,
  ),
  headerSignal(
    0.4,
    'Function-Execution-Id',
    /./,
    () => prose`Cloud Functions sends ${code('Function-Execution-Id')}.`,
  ),
  urlSignal(
    0.3,
    /^https:\/\/[^/]+\.run\.app\//,
    prose`Cloud Run, which runs functions too, has the hosts below ${code('run.app')}.`,
  ),
];
