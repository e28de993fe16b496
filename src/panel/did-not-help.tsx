import type { ReactNode } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { phrase } from '../model/say.ts';
import { chooseRemedy } from '../ui/choose-remedy.ts';
import { clockTime } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import { Icon } from '../ui/icons.tsx';
import { ProseText } from '../ui/prose.tsx';
import { Remark } from './remark.tsx';

const DID_NOT_HELP = phrase`This did not help`.fr`Cela n’a rien changé`;

/**
 * The fix; or, if the user has tried it without success, what else it can be. The lines are then
 * folded, because pasting them again does not help.
 */
export function UnlessTried({
  diagnosis,
  stack,
  children,
}: {
  readonly diagnosis: Diagnosis;
  readonly stack: string | null;
  readonly children: ReactNode;
}): ReactNode {
  const tried = chooseRemedy(diagnosis, stack)?.tried ?? null;
  if (tried === null) return children;
  const again = clockTime(diagnosis.exchange.hops[0].at);
  return (
    <>
      <section className="did-not-help" aria-label={DID_NOT_HELP} data-testid="did-not-help">
        <h3>
          <Icon name="warning" /> {DID_NOT_HELP}
        </h3>
        <p className="quiet">
          {phrase`You copied the lines at ${clockTime(tried.at)}. The request was blocked again at
            ${again}.`.fr`Vous avez copié les lignes à ${clockTime(tried.at)}. La requête a de
            nouveau été bloquée à ${again}.`}
        </p>
        <ol>
          <Each of={tried.whatElse}>
            {(one) => (
              <Remark icon="arrow">
                <ProseText prose={one} />
              </Remark>
            )}
          </Each>
        </ol>
      </section>
      <details className="fix-fold" open={diagnosis.elsewhere.length > 0} data-testid="tried-fix">
        <summary>
          {phrase`Show the lines again, or choose another server`
            .fr`Réafficher les lignes, ou choisir un autre serveur`}
        </summary>
        {children}
      </details>
    </>
  );
}
