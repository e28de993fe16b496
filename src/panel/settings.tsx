import { type ReactNode, useId } from 'react';
import type { BrowserName } from '../model/exchange.ts';
import { LANGUAGES, type Language } from '../model/language.ts';
import { figure, phrase } from '../model/say.ts';
import {
  DENSITIES,
  KEEP_CHOICES,
  observesPages,
  type Settings,
  THEMES,
} from '../model/settings.ts';
import { stacks } from '../servers/index.ts';
import { useEnvironment } from '../ui/environment-context.ts';
import { ALL_HOSTS, useGrantedHosts } from '../ui/granted-hosts.ts';
import { type Choices, Options } from '../ui/options.tsx';
import { ColumnsField, IgnoredServers } from './list-settings.tsx';
import { Sheet } from './sheet.tsx';

type SettingsSheetProps = {
  readonly settings: Settings;
  readonly browser: BrowserName;
  readonly onChange: (change: Partial<Settings>) => void;
  readonly onClose: () => void;
};

/** What the user decides once for all tabs. Each change takes effect at once. */
export function SettingsSheet({
  settings,
  browser,
  onChange,
  onClose,
}: SettingsSheetProps): ReactNode {
  return (
    <Sheet title={phrase`Settings`.fr`Paramètres`} testId="settings" onClose={onClose}>
      <Field
        label={phrase`Default server`.fr`Serveur par défaut`}
        testId="setting-stack"
        note={phrase`Crosscheck writes the fix for this server when it cannot detect yours.`
          .fr`Crosscheck écrit la correction pour ce serveur quand il ne peut pas détecter le vôtre.`}
        value={settings.stack ?? ''}
        options={[['', phrase`Detect automatically`.fr`Détecter automatiquement`], ...STACKS]}
        onChange={(stack) => onChange({ stack: stack === '' ? null : stack })}
      />
      <Field
        label={phrase`Theme`.fr`Thème`}
        testId="setting-theme"
        note={phrase`DevTools has its own theme, in its settings.`
          .fr`Les DevTools ont leur propre thème, dans leurs paramètres.`}
        value={settings.theme}
        options={[
          ['auto', phrase`As DevTools`.fr`Comme les DevTools`],
          ['light', phrase`Light`.fr`Clair`],
          ['dark', phrase`Dark`.fr`Sombre`],
        ]}
        onChange={(value) => {
          const theme = THEMES.find((one) => one === value);
          if (theme !== undefined) onChange({ theme });
        }}
      />
      <Field
        label={phrase`Density`.fr`Densité`}
        testId="setting-density"
        note={phrase`Comfortable has larger text and more room in the details.`
          .fr`Confortable a un texte plus grand et plus d’espace dans les détails.`}
        value={settings.density}
        options={[
          ['compact', phrase`Compact, as DevTools`.fr`Compacte, comme les DevTools`],
          ['comfortable', phrase`Comfortable`.fr`Confortable`],
        ]}
        onChange={(value) => {
          const density = DENSITIES.find((one) => one === value);
          if (density !== undefined) onChange({ density });
        }}
      />
      <Field
        label={phrase`Language`.fr`Langue`}
        testId="setting-language"
        note={phrase`The panel loads again in this language. Files that you opened are closed.`
          .fr`Le panneau se recharge dans cette langue. Les fichiers ouverts sont fermés.`}
        value={settings.language}
        options={[
          ['browser', phrase`As the browser`.fr`Comme le navigateur`],
          ...LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const),
        ]}
        onChange={(value) =>
          onChange({ language: LANGUAGES.find((one) => one === value) ?? 'browser' })
        }
      />
      <ColumnsField settings={settings} onChange={onChange} />
      <Field
        label={phrase`Hide in exports`.fr`Masquer dans les exports`}
        testId="setting-redaction"
        note={phrase`Crosscheck never keeps passwords, cookies or tokens, so no export contains them.`
          .fr`Crosscheck ne garde jamais de mots de passe, de cookies ou de jetons. Aucun export n’en
          contient donc.`}
        value={settings.redaction}
        options={[
          ['secrets', phrase`Secrets`.fr`Les secrets`],
          [
            'values',
            phrase`Secrets, all query values, and request headers that CORS does not use`
              .fr`Les secrets, toutes les valeurs d’URL et les en-têtes que CORS n’utilise pas`,
          ],
        ]}
        onChange={(redaction) =>
          onChange({ redaction: redaction === 'values' ? 'values' : 'secrets' })
        }
      />
      <Field
        label={phrase`Requests to keep for each tab`.fr`Requêtes à garder par onglet`}
        testId="setting-keep"
        note={phrase`When there are more, the oldest are removed. The browser’s own limit may be
          lower. The line at the bottom counts the removed ones.`
          .fr`Au-delà, les plus anciennes sont
          supprimées. La limite du navigateur peut être plus basse. La ligne du bas compte celles qui
          sont supprimées.`}
        value={String(settings.keep)}
        options={KEEP_CHOICES.map((keep) => [String(keep), figure(keep)])}
        onChange={(keep) => onChange({ keep: Number(keep) })}
      />
      <label className="setting setting-toggle">
        <input
          type="checkbox"
          checked={settings.watch}
          data-testid="setting-watch"
          onChange={({ currentTarget }) => onChange({ watch: currentTarget.checked })}
        />
        <span>
          {phrase`Watch every tab from the start`.fr`Surveiller chaque onglet dès le début`}
          <span className="setting-note">
            {phrase`If this is off, click “Watch this tab” here or in the toolbar popup to watch a
              tab.`.fr`Si c’est désactivé, cliquez sur « Surveiller cet onglet » ici ou dans la
              fenêtre de Crosscheck pour surveiller un onglet.`}
          </span>
        </span>
      </label>
      <label className="setting setting-toggle">
        <input
          type="checkbox"
          checked={observesPages(settings, browser)}
          data-testid="setting-observe"
          onChange={({ currentTarget }) => onChange({ observe: currentTarget.checked })}
        />
        <span>
          {phrase`Observe the code of pages`.fr`Observer le code des pages`}
          <span className="setting-note">{OBSERVING[browser]}</span>
        </span>
      </label>
      <label className="setting setting-toggle">
        <input
          type="checkbox"
          checked={settings.checkCookies}
          data-testid="setting-check-cookies"
          onChange={({ currentTarget }) => onChange({ checkCookies: currentTarget.checked })}
        />
        <span>
          {phrase`Send cookies with “Check again”`
            .fr`Envoyer les cookies avec « Vérifier à nouveau »`}
          <span className="setting-note">
            {phrase`Turn this on if the server answers only when you are signed in. Nothing is sent
              before you press the button.`.fr`Activez cela si le serveur ne répond que si vous êtes
              connecté. Rien n’est envoyé avant que vous cliquiez sur le bouton.`}
          </span>
        </span>
      </label>
      <label className="setting setting-toggle">
        <input
          type="checkbox"
          checked={settings.diagrams}
          data-testid="setting-diagrams"
          onChange={({ currentTarget }) => onChange({ diagrams: currentTarget.checked })}
        />
        <span>
          {phrase`Draw diagrams in Markdown`.fr`Dessiner des diagrammes en Markdown`}
          <span className="setting-note">
            {phrase`GitHub and GitLab show them. Slack and e-mail show their source text.`
              .fr`GitHub et GitLab les affichent. Slack et les e-mails montrent leur texte source.`}
          </span>
        </span>
      </label>
      <WatchAll />
      <IgnoredServers settings={settings} onChange={onChange} />
      {settings.tryWithoutAsking.length > 0 && (
        <div className="setting">
          <span>
            {phrase`“Try it” does not ask for ${settings.tryWithoutAsking.join(', ')}`
              .fr`« Essayer » ne demande pas pour ${settings.tryWithoutAsking.join(', ')}`}{' '}
            <button
              type="button"
              className="button button-quiet"
              data-testid="setting-ask-again"
              onClick={() => onChange({ tryWithoutAsking: [] })}
            >
              {phrase`Ask again`.fr`Demander à nouveau`}
            </button>
          </span>
        </div>
      )}
      <p className="setting-note">
        {phrase`Settings are kept in this browser. If sync is on, your other browsers get them too.`
          .fr`Les paramètres sont gardés dans ce navigateur. Si la synchronisation est activée, vos
          autres navigateurs les reçoivent aussi.`}
      </p>
    </Sheet>
  );
}

/** Asks for every site, or gives that back. */
function WatchAll(): ReactNode {
  const environment = useEnvironment();
  const hosts = useGrantedHosts(environment);
  return (
    <label className="setting setting-toggle">
      <input
        type="checkbox"
        checked={hosts.includes(ALL_HOSTS)}
        data-testid="setting-watch-all"
        onChange={({ currentTarget }) => {
          if (currentTarget.checked) void environment.askToWatch('all').catch(() => {});
          else void environment.stopWatching(ALL_HOSTS);
        }}
      />
      <span>
        {phrase`Watch all sites`.fr`Surveiller tous les sites`}
        <span className="setting-note">
          {phrase`Useful if you work on many sites: Crosscheck then asks for none of them. It sees the
            requests of every page. Nothing leaves this browser.`.fr`Utile si vous travaillez sur
            beaucoup de sites : Crosscheck ne demande alors rien pour chacun d’eux. Il voit les
            requêtes de toutes les pages. Rien ne quitte ce navigateur.`}
        </span>
      </span>
    </label>
  );
}

/** Each in itself, so that everybody finds their own. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français' };

const WHAT_IT_READS = phrase`A script in each page that you let Crosscheck watch notes whether a
  request sends cookies, and which line made it. Pages loaded before stay as they are.`
  .fr`Un script dans chaque page que Crosscheck peut surveiller note si une requête envoie des cookies,
  et quelle ligne l’a envoyée. Les pages déjà chargées restent comme elles sont.`;

const OBSERVING: Readonly<Record<BrowserName, string>> = {
  chromium: WHAT_IT_READS,
  // The panel can show a file of Safari; no page is watched there.
  webkit: WHAT_IT_READS,
  firefox: phrase`${WHAT_IT_READS} Firefox’s Network panel then names this script as the initiator of
    requests.`
    .fr`${WHAT_IT_READS} Le panneau Réseau de Firefox donne alors ce script comme initiateur
    des requêtes.`,
};

const STACKS = stacks.map(({ id, label }) => [id, label] as const);

type FieldProps = {
  readonly label: string;
  readonly note: string;
  readonly testId: string;
  readonly value: string;
  readonly options: Choices;
  readonly onChange: (value: string) => void;
};

function Field({ label, note, testId, value, options, onChange }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-note`}
        data-testid={testId}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        <Options of={options} />
      </select>
      <span id={`${id}-note`} className="setting-note">
        {note}
      </span>
    </div>
  );
}
