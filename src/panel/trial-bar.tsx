import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { phrase } from '../model/say.ts';
import type { Trial } from '../model/trial.ts';
import { clockTime } from '../ui/clock.ts';
import { Icon } from '../ui/icons.tsx';
import { rich } from '../ui/rich.tsx';
import { useTrial } from './trial-context.ts';

/**
 * Says that a fix is tried, for as long as it is. `onFocusLost` is called when it goes away with the
 * focus inside, and the fix offers its button again.
 */
export function TrialBar({ onFocusLost }: { readonly onFocusLost: () => void }): ReactNode {
  const model = useTrial();
  const lostFocus = useRef(false);
  const isOn = model !== null && model.trial !== null;
  useLayoutEffect(() => {
    if (isOn || !lostFocus.current) return;
    lostFocus.current = false;
    onFocusLost();
  }, [isOn, onFocusLost]);
  // It stays, so that screen readers say what comes into it.
  return (
    <div role="status">
      {model?.trial && <Bar trial={model.trial} onEnd={model.end} lostFocus={lostFocus} />}
    </div>
  );
}

function Bar({
  trial: { server, origin, endsAt },
  onEnd,
  lostFocus,
}: {
  readonly trial: Trial;
  readonly onEnd: () => void;
  /** Set when it goes away with the focus inside. */
  readonly lostFocus: RefObject<boolean>;
}): ReactNode {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => () => {
      lostFocus.current = bar.current?.contains(document.activeElement) ?? false;
    },
    [lostFocus],
  );
  return (
    <div className="banner trial-bar" data-testid="trial-bar" ref={bar}>
      <Icon name="try" />
      <div className="banner-text">
        <p>
          <b>
            {phrase`You are trying a fix in this tab only. Your server is unchanged.`
              .fr`Vous essayez une correction dans cet onglet seulement. Votre serveur est inchangé.`}
          </b>{' '}
          {rich`It ends at ${clockTime(endsAt)} or with this panel, and changes only what
            ${<code>{server}</code>} answers to ${<code>{origin}</code>}.`.fr`L’essai se termine à
            ${clockTime(endsAt)} ou avec ce panneau. Il ne change que ce que ${<code>{server}</code>}
            répond à ${<code>{origin}</code>}.`}
        </p>
        <div className="banner-actions">
          <button
            type="button"
            className="button button-quiet"
            data-testid="end-trial"
            onClick={onEnd}
          >
            {phrase`End now`.fr`Terminer maintenant`}
          </button>
        </div>
      </div>
    </div>
  );
}
