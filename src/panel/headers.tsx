import type { ReactNode } from 'react';
import type { Hop, RequestFacts, ResponseFacts } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Each } from '../ui/each.tsx';
import { LongValue } from '../ui/long-value.tsx';

/** What was sent and received at one step of an exchange. */
export function HopHeaders({
  hop,
  index,
}: {
  readonly hop: Hop;
  readonly index: number;
}): ReactNode {
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
          <Message title="Preflight request" request={preflight.request} />
          <Message title="Preflight response" response={preflight.response} />
        </>
      )}
      <Message title="Request" request={request} />
      <Message title="Response" response={response} />
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
  if (response === null) return <p className="not-seen">{title}: none</p>;
  const cached = response.fromCache === true ? ', from the browser’s cache' : '';
  return (
    <>
      <Headers title={`${title}: ${response.status}${cached}`} headers={response.headers} />
      {response.modifiedHeaders !== undefined && (
        <Headers
          title={`${title}, as changed by another extension`}
          headers={response.modifiedHeaders}
        />
      )}
    </>
  );
}

/** The headers of one message, with the CORS headers marked. */
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
