import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Hop, RequestFacts, ResponseFacts } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import type { Step } from '../policy/finding.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Each } from '../ui/each.tsx';
import { LongValue } from '../ui/long-value.tsx';
import { ExternalLink } from '../ui/prose.tsx';

/** Details for those who want to follow: headers of every leg, steps of the standard, links. */
export function Folds({
  diagnosis,
  sources,
  risks,
}: {
  readonly diagnosis: Diagnosis;
  readonly sources: ReactNode;
  readonly risks: ReactNode;
}): ReactNode {
  const { exchange, evaluation, findings } = diagnosis;
  return (
    <div className="folds">
      <details>
        <summary>Headers as they went over the wire</summary>
        <Each of={exchange.hops}>{(hop, index) => <HopHeaders hop={hop} index={index} />}</Each>
      </details>
      {sources}
      {risks}
      {evaluation.steps.length > 0 && (
        <details>
          <summary>Steps of the Fetch standard</summary>
          <ol className="steps">
            <Each of={evaluation.steps}>{(step) => <StepRow step={step} />}</Each>
          </ol>
        </details>
      )}
      {findings.length > 0 && (
        <details>
          <summary>Where this is written</summary>
          <ul className="links">
            <Each of={findings}>
              {({ finding, title, spec, mdn }) => (
                <li data-cause={finding.cause}>
                  {title}: <ExternalLink href={spec}>Fetch standard</ExternalLink>,{' '}
                  <ExternalLink href={mdn}>MDN</ExternalLink>
                </li>
              )}
            </Each>
          </ul>
        </details>
      )}
    </div>
  );
}

function HopHeaders({ hop, index }: { readonly hop: Hop; readonly index: number }): ReactNode {
  const { url, preflight, request, response, redirectedTo } = hop;
  return (
    <section className="hop" aria-label={index === 0 ? 'Request' : `After redirect ${index}`}>
      {index > 0 && (
        <h3>
          After redirect {index}: <LongValue text={url} />
        </h3>
      )}
      {preflight !== null && (
        <>
          <Message title="Preflight" request={preflight.request} />
          <Message title="Answer to the preflight" response={preflight.response} />
        </>
      )}
      <Message title="Request" request={request} />
      <Message title="Answer" response={response} />
      {redirectedTo !== null && (
        <p className="redirected">
          Redirected to <LongValue text={redirectedTo} />
        </p>
      )}
    </section>
  );
}

type MessageProps =
  | { readonly title: string; readonly request: RequestFacts | null }
  | { readonly title: string; readonly response: ResponseFacts | null };

function Message(props: MessageProps): ReactNode {
  const { title } = props;
  if ('request' in props) {
    if (props.request === null) return <p className="not-seen">{title}: not sent, or not seen</p>;
    return <Headers title={`${title}: ${props.request.method}`} headers={props.request.headers} />;
  }
  const { response } = props;
  if (response === null) return <p className="not-seen">{title}: none came</p>;
  const cached = response.fromCache === true ? ', from the cache of the browser' : '';
  return (
    <>
      <Headers title={`${title}: ${response.status}${cached}`} headers={response.headers} />
      {response.modifiedHeaders !== undefined && (
        <Headers
          title={`${title}, as another extension changed it`}
          headers={response.modifiedHeaders}
        />
      )}
    </>
  );
}

export function Headers({
  title,
  headers,
}: {
  readonly title: string;
  readonly headers: HeaderList;
}): ReactNode {
  return (
    <div className="message">
      <div className="message-head">
        <h3>{title}</h3>
        {headers.length > 0 && (
          <CopyButton
            text={headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
            label="Copy"
            describedAs={`headers, ${title}`}
            testId="copy-headers"
            quiet
          />
        )}
      </div>
      {headers.length === 0 ? (
        <p className="not-seen">No headers</p>
      ) : (
        <dl className="headers">
          <Each of={headers}>
            {([name, value]) => (
              <div className={/^(access-control-|origin$|vary$)/i.test(name) ? 'cors' : ''}>
                <dt>{name}</dt>
                <dd>
                  <LongValue text={value} header={name} />
                </dd>
              </div>
            )}
          </Each>
        </dl>
      )}
    </div>
  );
}

const STEP_NAMES: Readonly<Record<Step['id'], string>> = {
  'same-origin': 'Same origin?',
  'needs-preflight': 'Is a preflight needed?',
  'preflight-cache': 'Is the answer in the preflight cache?',
  'cors-preflight-fetch': 'Preflight: send OPTIONS',
  'preflight-cors-check': 'Preflight: CORS check',
  'preflight-ok-status': 'Preflight: status 200 to 299',
  'preflight-methods': 'Preflight: Access-Control-Allow-Methods',
  'preflight-headers': 'Preflight: Access-Control-Allow-Headers',
  'http-redirect-fetch': 'Redirect',
  'cors-check': 'CORS check of the answer',
};

const RESULTS: Readonly<Record<Step['result'], readonly [sign: string, words: string]>> = {
  passed: ['✓', 'passed'],
  failed: ['✗', 'failed'],
  'not-reached': ['–', 'not reached'],
  'not-needed': ['–', 'not needed'],
  unknown: ['?', 'unknown'],
};

function StepRow({ step }: { readonly step: Step }): ReactNode {
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
