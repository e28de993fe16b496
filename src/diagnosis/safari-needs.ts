import type { SafariNeed } from '../causes/other-browser.ts';
import { type BrowserName, type Exchange, lastHop } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { corsPreflightFetch } from '../policy/cors-preflight-fetch.ts';
import type { Evaluation } from '../policy/finding.ts';
import { wantedInWebkit } from '../policy/in-webkit.ts';
import type { Remedy } from '../servers/kit/stack.ts';
import { actualHeaders, preflightHeaders } from './gains.ts';

/** What Safari needs besides a fix that passes in the other browsers; empty if it passes there. */
export function safariNeeds(
  exchange: Exchange,
  evaluation: Evaluation,
  browser: BrowserName,
  requirement: AnswerRequirement,
  { answer, sameOriginUrl }: Pick<Remedy, 'answer' | 'sameOriginUrl'>,
): readonly SafariNeed[] {
  // The page then asks its own server only.
  if (sameOriginUrl !== undefined || browser === 'webkit') return [];
  const credentials = requirement.credentials ? 'include' : 'omit';
  const seenBy = BROWSERS[browser];
  const wanted = wantedInWebkit({ exchange, evaluation, credentials, seenBy });
  const { url } = lastHop(exchange);
  const names = wanted.names.filter((name) => !requirement.headers.includes(name));
  return [
    ...(wanted.isMixed ? [{ kind: 'https', url } as const] : []),
    ...needsOfPreflight({ ...wanted, names }, requirement, answer),
    ...(wanted.onwardCredentials && !allowsCredentials(requirement, answer)
      ? [{ kind: 'credentials', url } as const]
      : []),
  ];
}

function needsOfPreflight(
  { asks, names }: { readonly asks: boolean; readonly names: readonly string[] },
  requirement: AnswerRequirement,
  answer: Remedy['answer'],
): readonly SafariNeed[] {
  const { url, method, origin } = requirement;
  const wider = { ...requirement, headers: [...requirement.headers, ...names] };
  const asked = { method: 'OPTIONS', url, headers: preflightHeaders(wider, origin, method) };
  const refused = (unsafeNames: readonly string[]): boolean => {
    const credentials = requirement.credentials ? 'include' : 'omit';
    const input = { origin, url, method, credentials, unsafeNames, hop: 0 } as const;
    return corsPreflightFetch({ ...answer(asked), ...input }, STRICT).length > 0;
  };
  const isAsked = asks || requirement.preflight;
  if (!isAsked || !refused(wider.headers)) return [];
  if (asks && refused(requirement.headers)) return [{ kind: 'preflight', url }];
  return names.length === 0 ? [] : [{ kind: 'headers', names }];
}

/** As fixes are proved: `authorization` must be listed by name. */
const STRICT = { ...BROWSERS.webkit, wildcardCoversAuthorization: false };

function allowsCredentials(requirement: AnswerRequirement, answer: Remedy['answer']): boolean {
  const { url, method, origin } = requirement;
  const { headers } = answer({ method, url, headers: actualHeaders(requirement, origin) });
  return (
    get(headers, 'access-control-allow-credentials') === 'true' &&
    get(headers, 'access-control-allow-origin') === origin
  );
}
