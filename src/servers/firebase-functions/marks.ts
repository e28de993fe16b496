import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, type Signal, urlSignal } from '../kit/marks.ts';

export const SIGNALS: readonly Signal[] = [
  urlSignal(
    0.75,
    /^https:\/\/[^/]+\.cloudfunctions\.net\//,
    say`Cloud Functions has the hosts below ${code('cloudfunctions.net')}.`
      .fr`Les hôtes sous ${code('cloudfunctions.net')} appartiennent à Cloud Functions.`,
  ),
  headerSignal(
    0.4,
    'Function-Execution-Id',
    /./,
    () =>
      say`Cloud Functions sends ${code('Function-Execution-Id')}.`
        .fr`Cloud Functions envoie ${code('Function-Execution-Id')}.`,
  ),
  urlSignal(
    0.3,
    /^https:\/\/[^/]+\.run\.app\//,
    say`Cloud Run, which runs functions too, has the hosts below ${code('run.app')}.`
      .fr`Les hôtes sous ${code('run.app')} appartiennent à Cloud Run, qui exécute aussi des
      fonctions.`,
  ),
];
