import type { ReactNode } from 'react';
import { COLUMNS, type Column, type Settings } from '../model/settings.ts';

type ListSettingsProps = {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
};

const NAMES: Readonly<Record<Column, string>> = {
  query: 'Query, where requests differ in it',
  place: 'Frame or worker',
  times: 'How often',
  status: 'Status',
  time: 'Time, where the list is wide enough',
  cause: 'Cause',
};

/** What each row of the list shows besides its method and its path. */
export function ColumnsField({ settings, onChange }: ListSettingsProps): ReactNode {
  const { hiddenColumns: hidden } = settings;
  return (
    <fieldset className="setting" data-testid="setting-columns">
      <legend>Columns of the list</legend>
      {COLUMNS.map((column) => (
        <label key={column} className="setting-choice">
          <input
            type="checkbox"
            checked={!hidden.includes(column)}
            data-testid={`setting-column-${column}`}
            onChange={({ currentTarget }) =>
              onChange({
                hiddenColumns: currentTarget.checked
                  ? hidden.filter((one) => one !== column)
                  : [...hidden, column],
              })
            }
          />
          {NAMES[column]}
        </label>
      ))}
    </fieldset>
  );
}

/** The servers that the user does not want to see, each with the way back. */
export function IgnoredServers({ settings, onChange }: ListSettingsProps): ReactNode {
  const { ignored } = settings;
  return (
    <section className="setting" aria-labelledby="ignored-servers" data-testid="setting-ignored">
      <h3 id="ignored-servers">Ignored servers</h3>
      {ignored.length > 0 && (
        <ul className="ignored-servers">
          {ignored.map((server) => (
            <li key={server}>
              <span className="ignored-server">{server}</span>{' '}
              <button
                type="button"
                className="button button-quiet"
                aria-label={`List ${server} again`}
                onClick={() => onChange({ ignored: ignored.filter((one) => one !== server) })}
              >
                List again
              </button>
            </li>
          ))}
        </ul>
      )}
      <span className="setting-note">
        {ignored.length === 0 && 'None. To add one, right-click a request and choose “Ignore”. '}
        The list, the counts and exports leave their requests out.
      </span>
    </section>
  );
}
