import { type ReactNode, useId } from 'react';
import { KEEP_CHOICES, type Settings } from '../model/settings.ts';
import { stacks } from '../servers/index.ts';
import { Sheet } from './sheet.tsx';

type SettingsSheetProps = {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
  readonly onClose: () => void;
};

/** What is decided once for all tabs; each change holds at once. */
export function SettingsSheet({ settings, onChange, onClose }: SettingsSheetProps): ReactNode {
  return (
    <Sheet title="Settings" testId="settings" onClose={onClose}>
      <Field
        label="Default stack"
        testId="setting-stack"
        note="Whose settings are offered first where a server does not show what it runs."
        value={settings.stack ?? ''}
        options={[['', 'None: the likeliest'], ...STACKS]}
        onChange={(stack) => onChange({ stack: stack === '' ? null : stack })}
      />
      <Field
        label="Hide in exports"
        testId="setting-redaction"
        note="Passwords, cookies and tokens are never kept, so that no export can have them."
        value={settings.redaction}
        options={[
          ['secrets', 'Secrets'],
          ['values', 'Secrets, all query values, and request headers not about CORS'],
        ]}
        onChange={(redaction) =>
          onChange({ redaction: redaction === 'values' ? 'values' : 'secrets' })
        }
      />
      <Field
        label="Requests to keep for each tab"
        testId="setting-keep"
        note="The oldest leave first. The browser’s own limit may allow fewer; the line at the foot tells how many left."
        value={String(settings.keep)}
        options={KEEP_CHOICES.map((keep) => [String(keep), keep.toLocaleString('en')])}
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
            Off: a tab is watched only after its button here or in the toolbar popup was pressed.
          </span>
        </span>
      </label>
      <p className="setting-note">
        Kept in this browser, and synced with your others where you have sync on.
      </p>
    </Sheet>
  );
}

const STACKS = stacks.map(({ id, label }) => [id, label] as const);

type FieldProps = {
  readonly label: string;
  readonly note: string;
  readonly testId: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
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
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      <span id={`${id}-note`} className="setting-note">
        {note}
      </span>
    </div>
  );
}
