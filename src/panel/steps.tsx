import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';
import type { Step } from '../policy/finding.ts';

const preflightStep = (header: string): string =>
  phrase`Preflight: ${header}`.fr`Préliminaire : ${header}`;

const STEP_NAMES: Readonly<Record<Step['id'], string>> = {
  'same-origin': phrase`Same origin?`.fr`Même origine ?`,
  'needs-preflight': phrase`Is a preflight needed?`.fr`Faut-il une requête préliminaire ?`,
  'preflight-cache': phrase`Is the preflight response in the cache?`
    .fr`La réponse préliminaire est-elle dans le cache ?`,
  'cors-preflight-fetch': phrase`Preflight: send OPTIONS`.fr`Préliminaire : envoi d’OPTIONS`,
  'preflight-cors-check': phrase`Preflight: CORS check`.fr`Préliminaire : contrôle CORS`,
  'preflight-ok-status': phrase`Preflight: status 200 to 299`
    .fr`Préliminaire : statut de 200 à 299`,
  'preflight-methods': preflightStep('Access-Control-Allow-Methods'),
  'preflight-headers': preflightStep('Access-Control-Allow-Headers'),
  'http-redirect-fetch': phrase`Redirect`.fr`Redirection`,
  'cors-check': phrase`CORS check of the response`.fr`Contrôle CORS de la réponse`,
};

const RESULTS: Readonly<Record<Step['result'], readonly [sign: string, words: string]>> = {
  passed: ['✓', phrase`passed`.fr`réussie`],
  failed: ['✗', phrase`failed`.fr`échouée`],
  'not-reached': ['–', phrase`not reached`.fr`non atteinte`],
  'not-needed': ['–', phrase`not needed`.fr`pas nécessaire`],
  unknown: ['?', phrase`unknown`.fr`inconnue`],
};

/** A step of the Fetch standard, and how it ended. */
export function StepRow({ step }: { readonly step: Step }): ReactNode {
  const [sign, words] = RESULTS[step.result];
  return (
    <li className={`step step-${step.result}`}>
      <span className="step-sign" aria-hidden="true">
        {sign}
      </span>
      {STEP_NAMES[step.id]}
      {step.hop > 0 &&
        phrase` (after redirect ${step.hop})`.fr` (après la redirection ${step.hop})`}{' '}
      <span className="result">{words}</span>
      {step.values.length > 0 && <code className="code">{step.values.join(', ')}</code>}
    </li>
  );
}
