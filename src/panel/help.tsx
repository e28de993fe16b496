import { type ReactNode, useEffect, useState } from 'react';
import { phrase } from '../model/say.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Each } from '../ui/each.tsx';
import { useEnvironment } from '../ui/environment-context.ts';
import { feedbackForm } from './feedback.ts';
import { PRIVACY } from './privacy.ts';
import { Sheet } from './sheet.tsx';
import { WHATS_NEW } from './whats-new.ts';

type Shortcut = readonly [keys: readonly string[], what: string];

const HOME = phrase`Home`.fr`Début`;
const END = phrase`End`.fr`Fin`;
const SHIFT = phrase`Shift`.fr`Maj`;

const SHORTCUTS: readonly (readonly [where: string, shortcuts: readonly Shortcut[]])[] = [
  [
    phrase`Anywhere`.fr`Partout`,
    [
      [['/'], phrase`Filter the list`.fr`Filtrer la liste`],
      [
        [phrase`Esc`.fr`Échap`],
        phrase`Go back to the list. In the filter, clear it first`
          .fr`Revenir à la liste. Dans le filtre, d’abord le vider`,
      ],
      [['c'], phrase`Copy the fix`.fr`Copier la correction`],
      [
        ['Ctrl + V'],
        phrase`Read a message that you copied from any browser’s console`
          .fr`Lire un message que vous avez copié de la console de n’importe quel navigateur`,
      ],
      [['?'], phrase`Show this help`.fr`Afficher cette aide`],
    ],
  ],
  [
    phrase`In the list`.fr`Dans la liste`,
    [
      [
        ['↑', '↓'],
        phrase`Move to the next or previous request`.fr`Aller à la requête suivante ou précédente`,
      ],
      [['→', '←'], phrase`Open or close a group`.fr`Ouvrir ou fermer un groupe`],
      [
        [phrase`Page Up`.fr`Page préc.`, phrase`Page Down`.fr`Page suiv.`, HOME, END],
        phrase`Move further`.fr`Aller plus loin`,
      ],
      [[phrase`Enter`.fr`Entrée`], phrase`Go to the details`.fr`Aller aux détails`],
      [
        [`${SHIFT} + ↑`, `${SHIFT} + ↓`],
        phrase`Select several requests to export`.fr`Sélectionner plusieurs requêtes à exporter`,
      ],
      [
        [phrase`Space`.fr`Espace`],
        phrase`Add a request to the selection, or remove it`
          .fr`Ajouter une requête à la sélection, ou l’en retirer`,
      ],
      [
        ['Ctrl + A'],
        phrase`Select all requests in the list`.fr`Sélectionner toutes les requêtes de la liste`,
      ],
      [
        ['Ctrl + C'],
        phrase`Copy the selected requests as text`.fr`Copier les requêtes sélectionnées en texte`,
      ],
      [[`${SHIFT} + F10`], phrase`Open the menu of a request`.fr`Ouvrir le menu d’une requête`],
      [
        ['p'],
        phrase`Pin a request to the top, or unpin it`
          .fr`Épingler une requête en haut, ou la désépingler`,
      ],
      [['n'], phrase`Write a note about a request`.fr`Écrire une note sur une requête`],
    ],
  ],
  [
    phrase`Divider beside the list`.fr`Séparateur à côté de la liste`,
    [
      [['←', '→'], phrase`Move it`.fr`Le déplacer`],
      [[HOME, END], phrase`Move it all the way`.fr`Le déplacer jusqu’au bout`],
    ],
  ],
  [
    phrase`In a menu`.fr`Dans un menu`,
    [
      [
        ['↑', '↓', HOME, END],
        phrase`Move. Enter runs the item, Esc closes the menu`
          .fr`Se déplacer. Entrée exécute l’élément, Échap ferme le menu`,
      ],
    ],
  ],
];

/** All keys of the panel, and what this version is. */
export function Help({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Sheet title={phrase`Help`.fr`Aide`} testId="help" onClose={onClose}>
      {SHORTCUTS.map(([where, shortcuts]) => (
        <section key={where}>
          <h3>{where}</h3>
          <dl className="shortcuts">
            {shortcuts.map(([keys, what]) => (
              <div key={what}>
                <dt>
                  <Each of={keys}>{(key) => <kbd>{key}</kbd>}</Each>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <AboutCrosscheck />
    </Sheet>
  );
}

function AboutCrosscheck(): ReactNode {
  const { version, feedbackPage, browserVersion } = useEnvironment();
  const [page, setPage] = useState<string | null>(null);
  useEffect(() => {
    void feedbackPage().then(setPage);
  }, [feedbackPage]);
  return (
    <>
      <section data-testid="whats-new">
        <h3>{phrase`What is new in ${version}`.fr`Nouveautés de la version ${version}`}</h3>
        <ul className="whats-new">
          <Each of={WHATS_NEW}>{(change) => <li>{change}</li>}</Each>
        </ul>
      </section>
      <section data-testid="feedback">
        <h3>{phrase`Feedback`.fr`Vos remarques`}</h3>
        <p>
          {page === null ? (
            phrase`Tell the people who gave you Crosscheck what is wrong or missing.`
              .fr`Dites à ceux qui vous ont donné Crosscheck ce qui ne va pas ou ce qui manque.`
          ) : (
            <a href={page} target="_blank" rel="noreferrer">
              {phrase`Tell us what is wrong or missing`
                .fr`Dites-nous ce qui ne va pas ou ce qui manque`}
            </a>
          )}{' '}
          {browserVersion === ''
            ? phrase`Name the version: Crosscheck ${version}.`
                .fr`Indiquez la version : Crosscheck ${version}.`
            : phrase`Name the version: Crosscheck ${version}, browser ${browserVersion}.`
                .fr`Indiquez la version : Crosscheck ${version}, navigateur ${browserVersion}.`}{' '}
          {phrase`“Save as JSON” in the Export menu makes a report without secrets.`
            .fr`« Enregistrer en JSON » du menu Exporter crée un rapport sans secrets.`}
        </p>
        <CopyButton
          text={() => feedbackForm(version, browserVersion)}
          label={phrase`Copy the questions`.fr`Copier les questions`}
          describedAs={phrase`what to write about a problem, with the versions`
            .fr`ce qu’il faut écrire d’un problème, avec les versions`}
          testId="copy-feedback"
        />
      </section>
      <section>
        <h3>{phrase`Privacy`.fr`Confidentialité`}</h3>
        <p>{PRIVACY}</p>
      </section>
    </>
  );
}
