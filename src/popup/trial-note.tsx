import type { ReactNode, RefObject } from 'react';
import { phrase } from '../model/say.ts';
import type { Trial } from '../model/trial.ts';
import { clockTime } from '../ui/clock.ts';
import { useFocusHeir } from '../ui/focus-heir.ts';

/** Says that a fix is tried in the tab. `place` gets the focus when it goes away with the focus. */
export function TrialNote({
  trial: { server, endsAt },
  place,
  onEnd,
}: {
  readonly trial: Trial;
  readonly place: RefObject<HTMLElement | null>;
  readonly onEnd: () => void;
}): ReactNode {
  useFocusHeir(place);
  return (
    <section className="popup-grant popup-trial" role="status" data-testid="trial-note">
      <p>
        <b>
          {phrase`A fix for ${server} is being tried in this tab only. The server is unchanged.`
            .fr`Une correction pour ${server} est essayée dans cet onglet seulement. Le serveur reste
              inchangé.`}
        </b>{' '}
        {phrase`It ends at ${clockTime(endsAt)} or with DevTools.`
          .fr`L’essai se termine à ${clockTime(endsAt)} ou à la fermeture des DevTools.`}
      </p>
      <button type="button" className="button button-quiet" data-testid="end-trial" onClick={onEnd}>
        {phrase`End now`.fr`Terminer maintenant`}
      </button>
    </section>
  );
}
