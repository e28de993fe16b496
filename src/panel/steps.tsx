import type { ReactNode } from 'react';
import type { Step } from '../policy/finding.ts';

const STEP_NAMES: Readonly<Record<Step['id'], string>> = {
  'same-origin': 'Same origin?',
  'needs-preflight': 'Is a preflight needed?',
  'preflight-cache': 'Is the preflight response in the cache?',
  'cors-preflight-fetch': 'Preflight: send OPTIONS',
  'preflight-cors-check': 'Preflight: CORS check',
  'preflight-ok-status': 'Preflight: status 200 to 299',
  'preflight-methods': 'Preflight: Access-Control-Allow-Methods',
  'preflight-headers': 'Preflight: Access-Control-Allow-Headers',
  'http-redirect-fetch': 'Redirect',
  'cors-check': 'CORS check of the response',
};

const RESULTS: Readonly<Record<Step['result'], readonly [sign: string, words: string]>> = {
  passed: ['✓', 'passed'],
  failed: ['✗', 'failed'],
  'not-reached': ['–', 'not reached'],
  'not-needed': ['–', 'not needed'],
  unknown: ['?', 'unknown'],
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
      {step.hop > 0 && ` (after redirect ${step.hop})`} <span className="result">{words}</span>
      {step.values.length > 0 && <code className="code">{step.values.join(', ')}</code>}
    </li>
  );
}
