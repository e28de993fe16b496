import type { ReactNode } from 'react';
import type { Hop, RequestFacts, ResponseFacts } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { phrase } from '../model/say.ts';
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
    <section
      className="hop"
      aria-label={
        index === 0
          ? phrase`Request`.fr`Requête`
          : phrase`After redirect ${index}`.fr`Après la redirection ${index}`
      }
    >
      {index > 0 && (
        <h3>
          {phrase`After redirect ${index}:`.fr`Après la redirection ${index} :`}{' '}
          <LongValue text={url} />
        </h3>
      )}
      {preflight !== null && (
        <>
          <Message
            title={phrase`Preflight request`.fr`Requête préliminaire`}
            request={preflight.request}
          />
          <Message
            title={phrase`Preflight response`.fr`Réponse préliminaire`}
            response={preflight.response}
          />
        </>
      )}
      <Message title={phrase`Request`.fr`Requête`} request={request} />
      <Message title={phrase`Response`.fr`Réponse`} response={response} />
      {redirectedTo !== null && (
        <p className="redirected">
          {phrase`Redirected to`.fr`Redirigée vers`} <LongValue text={redirectedTo} />
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
    if (props.request === null) {
      return (
        <p className="not-seen">
          {phrase`${title}: not sent, or not seen`.fr`${title} : pas envoyée, ou pas vue`}
        </p>
      );
    }
    const { method, headers } = props.request;
    return (
      <Headers title={phrase`${title}: ${method}`.fr`${title} : ${method}`} headers={headers} />
    );
  }
  const { response } = props;
  if (response === null) {
    return <p className="not-seen">{phrase`${title}: none`.fr`${title} : aucune`}</p>;
  }
  const cached =
    response.fromCache === true
      ? phrase`, from the browser’s cache`.fr`, depuis le cache du navigateur`
      : '';
  return (
    <>
      <Headers
        title={phrase`${title}: ${response.status}${cached}`
          .fr`${title} : ${response.status}${cached}`}
        headers={response.headers}
      />
      {response.modifiedHeaders !== undefined && (
        <Headers
          title={phrase`${title}, as changed by another extension`
            .fr`${title}, modifiée par une autre extension`}
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
            label={phrase`Copy`.fr`Copier`}
            describedAs={phrase`headers, ${title}`.fr`en-têtes, ${title}`}
            testId="copy-headers"
            quiet
          />
        )}
      </div>
      {headers.length === 0 ? (
        <p className="not-seen">{phrase`No headers`.fr`Pas d’en-têtes`}</p>
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
