import { originOf } from '../model/origin.ts';
import { code, type Prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import type { Verdict, Warning } from '../policy/finding.ts';

/** What is known of an exchange that has no failure to explain. */
export type JudgedRequest = {
  readonly url: string;
  readonly method: string;
  /** The origin of the page. */
  readonly origin: string;
  /** Why the verdict is open; null when it is not, or when nothing more is known. */
  readonly undetermined: string | null;
};

/** The words of one verdict that needs no cause. */
export type VerdictWords = {
  readonly title: string;
  /** One sentence with the actual values. */
  readonly explain: (request: JudgedRequest) => Prose;
  /** One sentence: what it means, or what settles it. */
  readonly why: (request: JudgedRequest) => Prose;
};

/** Words for the verdicts besides `blocked` (causes) and `failed` (failures.ts). */
export const verdicts: {
  readonly [Id in Exclude<Verdict, 'blocked' | 'failed'>]: VerdictWords;
} = {
  allowed: {
    title: 'Allowed',
    explain: (request) =>
      isCrossOrigin(request)
        ? [
            'The server lets ',
            shown(request.origin),
            ' read its answer to ',
            ...asked(request),
            '.',
          ]
        : ['The answer to ', ...asked(request), ' needed no permission from the server.'],
    why: (request) =>
      isCrossOrigin(request)
        ? ['Every check of the browser passed, with the headers that the server sends now.']
        : ['The page and the address have the same origin, so CORS does not apply.'],
  },
  pending: {
    title: 'No answer yet',
    explain: (request) => ['The browser still waits for an answer to ', ...asked(request), '.'],
    why: () => [
      'A server that hangs, a breakpoint, or a prompt for permission that nobody has answered yet can be the reason.',
    ],
  },
  undetermined: {
    title: 'Cannot tell from what was seen',
    explain: (request) => [
      'What was seen of ',
      ...asked(request),
      ' does not tell whether ',
      shown(request.origin),
      ' may read the answer.',
    ],
    why: ({ undetermined }) => [
      undetermined === null || undetermined.trim() === ''
        ? 'The browser did not show enough of it; a reload with this panel open often does.'
        : sentence(undetermined),
    ],
  },
};

/** Words for what passes with a reservation. */
export const warnings: { readonly [Id in Warning['id']]: Prose } = {
  'authorization-covered-by-wildcard': [
    'This browser still lets ',
    code('Access-Control-Allow-Headers: *'),
    ' stand for ',
    code('authorization'),
    ', but the standard does not and browsers have announced to end it: list it by name.',
  ],
};

function asked({ method, url }: JudgedRequest): Prose {
  return [shown(method), ' ', shown(url)];
}

function isCrossOrigin({ url, origin }: JudgedRequest): boolean {
  return originOf(url) !== origin;
}

/** A text of the policy as a sentence: one capital, one full stop. */
function sentence(text: string): string {
  const trimmed = text.trim().replace(/\.+$/, '');
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}.`;
}
