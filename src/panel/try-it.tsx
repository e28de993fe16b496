import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import { originOf } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { MOST_SERVERS } from '../model/settings.ts';
import { isErrorStatus, statusOf } from '../model/status.ts';
import type { Trial, TrialPlan } from '../model/trial.ts';
import { pathOf } from '../model/url.ts';
import { mayNeedTrial, tryable } from '../trial/obstacle.ts';
import { outcomeOf, type TrialOutcome } from '../trial/outcome.ts';
import { isSafeMethod, repeatOf } from '../trial/repeat.ts';
import { obstacleProse } from '../trial/words.ts';
import { useEnvironment } from '../ui/environment-context.ts';
import { useFocusHeir } from '../ui/focus-heir.ts';
import { Icon } from '../ui/icons.tsx';
import { ProseText } from '../ui/prose.tsx';
import { type TrialModel, useTrial } from './trial-context.ts';

type TryItProps = {
  readonly diagnosis: Diagnosis;
  /** The fix that is shown. Null if none is. */
  readonly fix: ProvedRemedy | null;
};

/** Applies the fix that is shown to this tab, and says what the browser makes of it. */
export function TryIt({ diagnosis, fix }: TryItProps): ReactNode {
  const model = useTrial();
  const place = useRef<HTMLElement>(null);
  const { exchange } = diagnosis;
  if (model === null || !mayNeedTrial(diagnosis)) return null;
  const found = tryable(diagnosis, fix, model.browser);
  if ('obstacle' in found) {
    return (
      <section className="try" aria-label={TRY_IT} data-testid="try-obstacle">
        <p className="quiet">
          <b>
            {phrase`This cannot be tried in the tab.`
              .fr`Cela ne peut pas être essayé dans l’onglet.`}
          </b>{' '}
          <ProseText prose={obstacleProse(found.obstacle)} />
        </p>
      </section>
    );
  }
  const { trial } = model;
  const isOn = trial !== null && isSame(trial, found.plan);
  return (
    <section className="try" aria-label={TRY_IT} data-testid="try" ref={place} tabIndex={-1}>
      {isOn ? (
        <Result key={trial.id} place={place} diagnosis={diagnosis} model={model} trial={trial} />
      ) : (
        <Offer
          key={exchange.id}
          place={place}
          diagnosis={diagnosis}
          model={model}
          plan={found.plan}
        />
      )}
    </section>
  );
}

const TRY_IT = phrase`Try it`.fr`Essayer`;

/** Whether a trial applies these headers, whichever request of the server it was begun for. */
const isSame = (trial: Trial, plan: TrialPlan): boolean =>
  JSON.stringify([trial.server, trial.origin, trial.preflight, trial.actual]) ===
  JSON.stringify([plan.server, plan.origin, plan.preflight, plan.actual]);

type PartProps = {
  /** Gets the focus when the part that has it goes away. */
  readonly place: RefObject<HTMLElement | null>;
  readonly diagnosis: Diagnosis;
  readonly model: TrialModel;
};

type OfferProps = PartProps & { readonly plan: TrialPlan };

/** The button. Before the first trial, and before unsafe methods, it says what will happen. */
function Offer({ place, diagnosis, model, plan }: OfferProps): ReactNode {
  const { settings, changeSettings, begin, trial, problem } = model;
  const [isAsking, ask] = useState(false);
  useFocusHeir(place);
  const { method } = diagnosis.exchange.hops[0];
  const isUnsafe = !isSafeMethod(method);
  const asks = isUnsafe && !settings.tryWithoutAsking.includes(plan.server);
  const start = (forever: boolean): void => {
    const servers = [...settings.tryWithoutAsking, plan.server].slice(-MOST_SERVERS);
    if (forever || !settings.trialExplained) {
      changeSettings({ trialExplained: true, ...(forever && { tryWithoutAsking: servers }) });
    }
    begin(plan);
  };
  if (isAsking) {
    return (
      <Question
        place={place}
        method={method}
        server={plan.server}
        heldBack={wasHeldBack(diagnosis)}
        onStart={start}
        onCancel={() => ask(false)}
      />
    );
  }
  return (
    <>
      <button
        type="button"
        className="button"
        data-testid="try-it"
        onClick={() => (asks || !settings.trialExplained ? ask(true) : start(false))}
      >
        <Icon name="try" />
        {phrase`Try it in this tab`.fr`Essayer dans cet onglet`}
      </button>
      {trial !== null && (
        <span className="quiet">
          {phrase`This ends the fix that you are trying now.`
            .fr`Cela met fin à la correction que vous essayez.`}
        </span>
      )}
      {problem !== null && (
        <p role="alert" data-testid="try-problem">
          {phrase`The browser refused to try this fix: ${problem}`
            .fr`Le navigateur a refusé d’essayer cette correction : ${problem}`}
        </p>
      )}
    </>
  );
}

type QuestionProps = Pick<PartProps, 'place'> & {
  readonly method: string;
  readonly server: string;
  /** Whether the browser has not sent the request so far. */
  readonly heldBack: boolean;
  readonly onStart: (forever: boolean) => void;
  readonly onCancel: () => void;
};

/** Says what a trial does, before it begins. */
function Question(props: QuestionProps): ReactNode {
  const { place, method, server, heldBack, onStart, onCancel } = props;
  const [forever, setForever] = useState(false);
  const { isPrivate } = useEnvironment();
  const note = useId();
  const isUnsafe = !isSafeMethod(method);
  useFocusHeir(place);
  return (
    <div className="try-asking" data-testid="try-asking">
      <p id={note}>
        {phrase`In this tab, the browser then reads the server’s responses as if this fix were in
          place.`.fr`Dans cet onglet, le navigateur lit alors les réponses du serveur comme si cette
          correction était en place.`}{' '}
        <b>
          {isUnsafe
            ? phrase`The page’s next ${method} request really reaches your server.`
                .fr`La prochaine requête ${method} de la page atteint vraiment votre serveur.`
            : phrase`The page’s next request really reaches your server.`
                .fr`La prochaine requête de la page atteint vraiment votre serveur.`}
        </b>
        {isUnsafe &&
          heldBack &&
          phrase` The browser has held it back so far.`.fr` Le navigateur l’a retenue jusqu’ici.`}
      </p>
      {isUnsafe && !isPrivate && (
        <label className="try-forever">
          <input
            type="checkbox"
            checked={forever}
            data-testid="try-forever"
            onChange={({ currentTarget }) => setForever(currentTarget.checked)}
          />
          {phrase`Do not ask again for ${server}`.fr`Ne plus demander pour ${server}`}
        </label>
      )}
      <div className="banner-actions">
        <button
          type="button"
          className="button button-accent"
          aria-describedby={note}
          data-testid="try-start"
          ref={focusOnce}
          onClick={() => onStart(forever)}
        >
          {TRY_IT}
        </button>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {phrase`Cancel`.fr`Annuler`}
        </button>
      </div>
    </div>
  );
}

/** The button that asked has gone, and this one is what comes next. */
const focusOnce = (button: HTMLButtonElement | null): void => button?.focus();

const wasHeldBack = ({ evaluation }: Diagnosis): boolean =>
  evaluation.findings[0]?.phase === 'preflight';

type ResultProps = PartProps & { readonly trial: Trial };

/** What the browser made of the page's own request under the trial. */
function Result({ place, diagnosis, model, trial }: ResultProps): ReactNode {
  const [sent, setSent] = useState<boolean | null>(null);
  useFocusHeir(place);
  const tried = newestTried(diagnosis.exchange, model.exchanges, trial);
  const outcome = tried === null ? 'open' : outcomeOf(diagnose(tried, model), diagnosis);
  const status = tried && statusOf(tried);
  const repeated = repeatOf(diagnosis);
  const { repeat } = model;
  return (
    <>
      {/* It stays, so that screen readers say what comes into it. */}
      <div role="status">
        {outcome === 'works' ? (
          <p className="try-works" data-testid="try-works">
            <Icon name="try" />
            <span>
              <b>
                {phrase`Works with this fix, in this tab only. Your server is still unchanged.`
                  .fr`Marche avec cette correction, dans cet onglet seulement. Votre serveur est toujours
                  inchangé.`}
              </b>
              {isErrorStatus(status) &&
                phrase` The response that the page can now read has status ${status}. Trying a fix
                  changes only headers.`.fr` La réponse que la page peut maintenant lire a le statut
                  ${status}. Un essai ne change que des en-têtes.`}
            </span>
          </p>
        ) : outcome !== 'open' ? (
          <p className="try-fails" data-testid="try-fails">
            <Icon name="warning" />
            <b>{NOT_HELPED[outcome]}</b>
          </p>
        ) : (
          <p data-testid="try-waiting">
            <b>
              {phrase`Now repeat the request in the page.`
                .fr`Répétez maintenant la requête dans la page.`}
            </b>
            {phrase` The result appears here.`.fr` Le résultat apparaît ici.`}
            {sent === false &&
              phrase` It could not be sent from here.`.fr` Elle n’a pas pu être envoyée d’ici.`}
          </p>
        )}
      </div>
      {outcome === 'open' && repeat !== null && repeated !== null && sent !== false && (
        <RepeatButton
          place={place}
          method={repeated.method}
          onClick={() => void repeat(repeated).then(setSent)}
        />
      )}
    </>
  );
}

const NOT_HELPED: Readonly<Record<Exclude<TrialOutcome, 'open' | 'works'>, string>> = {
  blocked: phrase`Still blocked with this fix, in this tab. Your server is unchanged.`
    .fr`Toujours bloquée avec cette correction, dans cet onglet. Votre serveur est inchangé.`,
  failed: phrase`Still failed with this fix, in this tab. Your server is unchanged.`
    .fr`Échoue toujours avec cette correction, dans cet onglet. Votre serveur est inchangé.`,
  hidden: phrase`The page still cannot read the header with this fix, in this tab. Your server is
    unchanged.`.fr`La page ne peut toujours pas lire l’en-tête avec cette correction, dans cet
    onglet. Votre serveur est inchangé.`,
};

function RepeatButton({
  place,
  method,
  onClick,
}: Pick<PartProps, 'place'> & {
  readonly method: string;
  readonly onClick: () => void;
}): ReactNode {
  useFocusHeir(place);
  return (
    <button type="button" className="button" data-testid="try-repeat" onClick={onClick}>
      <Icon name="reload" />
      {phrase`Send the ${method} request again`.fr`Renvoyer la requête ${method}`}
    </button>
  );
}

/** The newest settled request like this one that the trial applied to. */
function newestTried(
  { hops: [wanted] }: Exchange,
  exchanges: readonly Exchange[],
  { startedAt }: Trial,
): Exchange | null {
  const isLike = ({ hops: [first], ending, tried }: Exchange): boolean =>
    tried === true &&
    ending.kind !== 'pending' &&
    first.at >= startedAt &&
    first.method === wanted.method &&
    originOf(first.url) === originOf(wanted.url) &&
    pathOf(first.url) === pathOf(wanted.url);
  return exchanges.findLast(isLike) ?? null;
}
