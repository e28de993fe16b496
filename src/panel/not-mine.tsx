import { type ReactNode, useContext, useEffect, useRef } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { isNotMine, refusingServer } from '../diagnosis/requirement.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { ProseText } from '../ui/prose.tsx';
import { NoteBookContext } from '../ui/use-notes.ts';

type NotMineProps = { readonly diagnosis: Diagnosis };

/** What the user can say of the server that refused. */
export function useNotMine({ exchange, evaluation }: Diagnosis): {
  readonly server: string;
  readonly said: boolean;
  readonly say: (isNotMine: boolean) => void;
} {
  const { notes, sayNotMine } = useContext(NoteBookContext);
  const server = refusingServer(exchange, evaluation);
  return {
    server,
    said: isNotMine(exchange, evaluation, { notes }),
    say: (isTrue) => sayNotMine(server, isTrue),
  };
}

/** Below settings of a server: shows ways around them instead. */
export function NotMineOffer({ diagnosis }: NotMineProps): ReactNode {
  const { server, say } = useNotMine(diagnosis);
  if (diagnosis.requirement.answer === null) return null;
  return (
    <p className="not-mine">
      <button
        type="button"
        className="button-link"
        data-testid="not-mine"
        title={phrase`Shows what helps without a change at ${server}`
          .fr`Montre ce qui aide sans rien changer sur ${server}`}
        onClick={() => say(true)}
      >
        {phrase`I cannot change this server`.fr`Je ne peux pas modifier ce serveur`}
      </button>
    </p>
  );
}

/** Above the ways around: what the user said, and the way back. */
export function NotMineSaid({ diagnosis }: NotMineProps): ReactNode {
  const { server, said, say: answer } = useNotMine(diagnosis);
  const back = useRef<HTMLButtonElement>(null);
  // Once the offer is gone, and the focus with it.
  const isOffered = diagnosis.requirement.answer !== null;
  useEffect(() => {
    if (said && !isOffered && document.activeElement === document.body) back.current?.focus();
  }, [said, isOffered]);
  if (!said) return null;
  return (
    <p className="not-mine not-mine-said" data-testid="not-mine-said">
      <span>
        <ProseText
          prose={say`You said that you cannot change ${shown(server)}.`
            .fr`Vous avez dit que vous ne pouvez pas modifier ${shown(server)}.`}
        />
      </span>
      <button
        ref={back}
        type="button"
        className="button button-quiet"
        onClick={() => answer(false)}
      >
        {phrase`I can change it`.fr`Je peux le modifier`}
      </button>
    </p>
  );
}
