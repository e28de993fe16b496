import type { ReactNode } from 'react';
import { code } from '../model/prose.ts';
import { counted, phrase, say } from '../model/say.ts';
import { apart, LoadedApart } from '../ui/apart.tsx';
import { clockTime } from '../ui/clock.ts';
import { useEnvironment } from '../ui/environment-context.ts';
import { type Grants, UNWATCHED_UNSEEN } from '../ui/grants.ts';
import { ProseText } from '../ui/prose.tsx';
import type { OpenedFile, ViewState } from '../ui/state.ts';
import { VerdictMark } from '../ui/verdict.tsx';
import { type Asking, AskToWatch, isAsking } from './ask-to-watch.tsx';
import { OpenFileButton } from './open-file.tsx';
import { PRIVACY } from './privacy.ts';

const REFUSING = code("mode: 'same-origin'");

/** Measured: extensions and DevTools' own recorder do not see the first kind. */
const NEVER_SEEN = say`
  Requests blocked by the page’s Content-Security-Policy appear only in the console. Requests
  refused by ${REFUSING} appear here if the page is observed (see the settings).
  Blocked mixed content appears here while DevTools is open.
`.fr`
  Les requêtes bloquées par la Content-Security-Policy de la page n’apparaissent que dans la
  console. Celles que refuse ${REFUSING} apparaissent ici si la page est observée
  (voir les paramètres). Le contenu mixte bloqué apparaît ici tant que les DevTools sont ouverts.
`;

/** Its picture is drawn after everything else. */
const example = apart<object>(async () => (await import('./example.tsx')).Example);

/** The whole view while there is nothing to list: what it waits for, and what to do. */
export function EmptyList({
  state,
  grants,
  asking,
  onOpen,
  onConsole,
}: {
  readonly state: ViewState;
  readonly grants: Grants;
  readonly asking: Asking;
  readonly onOpen: (files: readonly File[]) => void;
  readonly onConsole: () => void;
}): ReactNode {
  const { kind } = useEnvironment();
  if (state.file !== null) return <NothingInFile file={state.file} />;
  if (state.status === null || state.behind) {
    return (
      <Message testId="state-connecting" title={phrase`Starting…`.fr`Démarrage…`}>
        <p>{phrase`Waiting for the extension.`.fr`En attente de l’extension.`}</p>
      </Message>
    );
  }
  if (grants.unwatchable) {
    return (
      <Message
        testId="state-unwatchable"
        title={phrase`Extensions cannot watch this page`
          .fr`Les extensions ne peuvent pas surveiller cette page`}
      >
        <p>
          {phrase`Open the page whose requests fail. This one belongs to the browser.`
            .fr`Ouvrez la page dont les requêtes échouent. Celle-ci appartient au navigateur.`}
        </p>
      </Message>
    );
  }
  if (grants.page?.granted === false) {
    return (
      <div className="empty" data-testid="state-not-watching">
        <h2>{phrase`This page is not watched yet`.fr`Cette page n’est pas encore surveillée`}</h2>
        <div className="ask" data-testid={asking.testId}>
          <AskToWatch asking={asking} />
        </div>
        <p className="quiet">{PRIVACY}</p>
      </div>
    );
  }
  return (
    <div className="empty onboarding" data-testid="state-empty">
      <div className="onboarding-words">
        <h2>{phrase`No requests yet`.fr`Pas encore de requêtes`}</h2>
        {isAsking(asking) && (
          <div className="ask" data-testid={asking.testId}>
            <AskToWatch asking={asking} />
          </div>
        )}
        <ol className="first-steps" data-testid="first-steps">
          <li>
            {state.status.watching
              ? phrase`Reload the page or repeat the request that fails.`
                  .fr`Rechargez la page ou répétez la requête qui échoue.`
              : phrase`Click “Watch this tab” above. Then reload the page or repeat the request that
                  fails.`.fr`Cliquez ci-dessus sur « Surveiller cet onglet ». Puis rechargez la page
                  ou répétez la requête qui échoue.`}
          </li>
          <li>
            {phrase`Read why the browser blocked it, and copy the fix.`
              .fr`Lisez pourquoi le navigateur l’a bloquée, et copiez la correction.`}
          </li>
          <li>
            {phrase`Restart the server, then click “Check again”.`
              .fr`Redémarrez le serveur, puis cliquez sur « Vérifier à nouveau ».`}
          </li>
        </ol>
        {state.status.watching && (
          <p className="quiet">
            {phrase`Crosscheck has been watching since ${clockTime(state.status.watchingSince)} and
              cannot show earlier requests.`.fr`Crosscheck surveille depuis
              ${clockTime(state.status.watchingSince)} et ne peut pas afficher les requêtes
              antérieures.`}
          </p>
        )}
        {grants.settled && grants.page === null && (
          <p>
            {phrase`If nothing appears, click Crosscheck’s toolbar button and let it watch the
              page.`.fr`Si rien n’apparaît, cliquez sur le bouton de Crosscheck dans la barre
              d’outils et laissez-le surveiller la page.`}
          </p>
        )}
        {kind === 'tab' && <p>{UNWATCHED_UNSEEN}</p>}
        <p>
          {phrase`Do you have a HAR file or a saved report?`
            .fr`Vous avez un fichier HAR ou un rapport enregistré ?`}{' '}
          <OpenFileButton onOpen={onOpen} />
        </p>
        <p>
          {phrase`Do you have only the message of a console?`
            .fr`Vous n’avez que le message d’une console ?`}{' '}
          <button
            type="button"
            className="button button-quiet"
            data-testid="open-console"
            onClick={onConsole}
          >
            {phrase`Read console text…`.fr`Lire un texte de console…`}
          </button>
        </p>
        <p className="quiet">{PRIVACY}</p>
        <p className="quiet">
          <ProseText prose={NEVER_SEEN} />
        </p>
      </div>
      <LoadedApart part={example} of={{}} />
    </div>
  );
}

/** The whole view for a file that has no CORS requests. */
function NothingInFile({ file: { name, reading } }: { readonly file: OpenedFile }): ReactNode {
  return (
    <Message
      testId="state-empty-file"
      title={phrase`No CORS requests in this file`.fr`Pas de requête CORS dans ce fichier`}
    >
      <p>
        {phrase`Crosscheck read ${counted(reading.entries, 'entry', 'entries')} of ${name}. No
          request went to another origin with CORS, or failed there.`.fr`Crosscheck a lu
          ${counted(reading.entries, 'entrée')} du fichier ${name}. Aucune requête n’est allée vers
          une autre origine avec CORS, ni n’y a échoué.`}
      </p>
    </Message>
  );
}

/** Shown instead of the list when the filter hides every row. */
export function NothingPasses({
  blockedOnly,
  onReset,
}: {
  readonly blockedOnly: boolean;
  readonly onReset: () => void;
}): ReactNode {
  return (
    <Message
      testId="state-filtered"
      title={
        blockedOnly
          ? phrase`No blocked requests`.fr`Pas de requête bloquée`
          : phrase`No request matches the filter`.fr`Aucune requête ne correspond au filtre`
      }
    >
      <button type="button" className="button button-quiet" onClick={onReset}>
        {phrase`Show all`.fr`Tout afficher`}
      </button>
    </Message>
  );
}

/** Shown instead of the detail while no row is chosen. */
export function NothingChosen({ blocked }: { readonly blocked: number }): ReactNode {
  if (blocked > 0) {
    return (
      <Message
        testId="state-nothing-chosen"
        title={phrase`Choose a request`.fr`Choisissez une requête`}
      >
        <p>
          {phrase`Blocked requests come first. Press ↑ or ↓ to move through the list, or / to filter
            it.`.fr`Les requêtes bloquées viennent en premier. Appuyez sur ↑ ou ↓ pour parcourir la
            liste, ou sur / pour la filtrer.`}
        </p>
      </Message>
    );
  }
  return (
    <div className="empty" data-testid="state-nothing-blocked">
      <VerdictMark mark="allowed" />
      <h2>{phrase`Nothing is blocked`.fr`Rien n’est bloqué`}</h2>
      <p>
        {phrase`CORS allows every request listed here. Choose one to see why.`
          .fr`CORS autorise toutes les requêtes de la liste. Choisissez-en une pour voir pourquoi.`}
      </p>
    </div>
  );
}

function Message({
  testId,
  title,
  children,
}: {
  readonly testId: string;
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="empty" data-testid={testId}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
