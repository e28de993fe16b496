import { corsHeaders, type Refusal, refusal } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { everAnsweredAt, requestOrigin, type SeenAnswer } from '../../model/seen-server.ts';

/** Long enough to change a setting between two attempts. */
const PAUSE = 5_000;

/** The same refusal as before with equal answers: perhaps a changed setting is not in use yet. */
export const restartForgotten: HintRule = {
  id: 'restart-forgotten',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null) return null;
    const before = everAnsweredAt(context.server, refused.hop.url).find((answer) =>
      isSameRefusal(answer, refused, context),
    );
    if (before === undefined) return null;
    const seconds = Math.round((refused.at - before.at) / 1_000).toString();
    return {
      confidence: 0.3,
      text: say`If you have changed the server’s settings, restart it: ${code('gunicorn')}, containers and most
        servers read their settings only once. The server sent exactly the same response
        ${seconds} seconds before.`.fr`Si vous avez modifié les réglages du serveur, redémarrez-le :
        ${code('gunicorn')}, les conteneurs et la plupart des serveurs ne lisent leurs réglages
        qu’une seule fois. Le serveur a envoyé exactement la même réponse ${seconds} secondes plus
        tôt.`,
      docs: null,
    };
  },
};

function isSameRefusal(
  answer: SeenAnswer,
  { finding, request, status, headers, at }: Refusal,
  { evaluation }: HintContext,
): boolean {
  const isLike = answer.kind === finding.phase && answer.at <= at - PAUSE;
  if (!isLike) return false;
  const sent = request?.headers ?? [];
  const asked = (name: string): boolean => get(answer.requestHeaders, name) === get(sent, name);
  return (
    answer.method === (request?.method ?? answer.method) &&
    requestOrigin(answer) === (get(sent, 'origin') ?? evaluation.origin) &&
    asked('access-control-request-method') &&
    asked('access-control-request-headers') &&
    answer.status === status &&
    fingerprint(answer.headers) === fingerprint(headers)
  );
}

function fingerprint(headers: SeenAnswer['headers']): string {
  return JSON.stringify([...corsHeaders(headers), get(headers, 'vary'), get(headers, 'location')]);
}
