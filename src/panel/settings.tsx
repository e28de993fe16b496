import { type ReactNode, useId } from 'react';
import type { BrowserName } from '../model/exchange.ts';
import { figure } from '../model/say.ts';
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
    <Sheet title="Settings" testId="settings" onClose={onClose}>
      <Field
        label="Default server"
        testId="setting-stack"
        note="Crosscheck writes the fix for this server when it cannot detect yours."
        value={settings.stack ?? ''}
        options={[['', 'Detect automatically'], ...STACKS]}
        onChange={(stack) => onChange({ stack: stack === '' ? null : stack })}
      />
      <Field
        label="Theme"
        testId="setting-theme"
        note="DevTools has its own theme, in its settings."
        value={settings.theme}
        options={[
          ['auto', 'As DevTools'],
          ['light', 'Light'],
          ['dark', 'Dark'],
        ]}
        onChange={(value) => {
          const theme = THEMES.find((one) => one === value);
          if (theme !== undefined) onChange({ theme });
        }}
      />
      <Field
        label="Density"
        testId="setting-density"
        note="Comfortable has larger text and more room in the details."
        value={settings.density}
        options={[
          ['compact', 'Compact, as DevTools'],
          ['comfortable', 'Comfortable'],
        ]}
        onChange={(value) => {
          const density = DENSITIES.find((one) => one === value);
          if (density !== undefined) onChange({ density });
        }}
      />
      <div className="setting">
        <h3>Language</h3>
        <span className="setting-note">English. Crosscheck has no other language yet.</span>
      </div>
      <ColumnsField settings={settings} onChange={onChange} />
      <Field
        label="Hide in exports"
        testId="setting-redaction"
        note="Crosscheck never keeps passwords, cookies or tokens, so no export contains them."
        value={settings.redaction}
        options={[
          ['secrets', 'Secrets'],
          ['values', 'Secrets, all query values, and request headers that CORS does not use'],
        ]}
        onChange={(redaction) =>
          onChange({ redaction: redaction === 'values' ? 'values' : 'secrets' })
        }
      />
      <Field
        label="Requests to keep for each tab"
        testId="setting-keep"
        note="When there are more, the oldest are removed. The browser’s own limit may be lower. The line at the bottom counts the removed ones."
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
          Watch every tab from the start
          <span className="setting-note">
            If this is off, click “Watch this tab” here or in the toolbar popup to watch a tab.
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
          Observe the code of pages
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
          Send cookies with “Check again”
          <span className="setting-note">
            Turn this on if the server answers only when you are signed in. Nothing is sent before
            you press the button.
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
          Draw diagrams in Markdown
          <span className="setting-note">
            GitHub and GitLab show them. Slack and e-mail show their source text.
          </span>
        </span>
      </label>
      <WatchAll />
      <IgnoredServers settings={settings} onChange={onChange} />
      {settings.tryWithoutAsking.length > 0 && (
        <div className="setting">
          <span>
            “Try it” does not ask for {settings.tryWithoutAsking.join(', ')}{' '}
            <button
              type="button"
              className="button button-quiet"
              data-testid="setting-ask-again"
              onClick={() => onChange({ tryWithoutAsking: [] })}
            >
              Ask again
            </button>
          </span>
        </div>
      )}
      <p className="setting-note">
        Settings are kept in this browser. If sync is on, your other browsers get them too.
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
        Watch all sites
        <span className="setting-note">
          Useful if you work on many sites: Crosscheck then asks for none of them. It sees the
          requests of every page. Nothing leaves this browser.
        </span>
      </span>
    </label>
  );
}

const WHAT_IT_READS =
  'A script in each page that you let Crosscheck watch notes whether a request sends cookies, and which line made it. Pages loaded before stay as they are.';

const OBSERVING: Readonly<Record<BrowserName, string>> = {
  chromium: WHAT_IT_READS,
  // The panel can show a file of Safari; no page is watched there.
  webkit: WHAT_IT_READS,
  firefox: `${WHAT_IT_READS} Firefox’s Network panel then names this script as the initiator of requests.`,
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
