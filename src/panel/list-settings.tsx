import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';
import { COLUMNS, type Column, type Settings } from '../model/settings.ts';

type ListSettingsProps = {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
};

const NAMES: Readonly<Record<Column, string>> = {
  query: phrase`Query, where requests differ in it`
    .fr`Paramètres de l’URL, là où les requêtes y diffèrent`,
  place: phrase`Frame or worker`.fr`Cadre ou worker`,
  times: phrase`How often`.fr`Nombre de fois`,
  status: phrase`Status`.fr`Statut`,
  time: phrase`Time, where the list is wide enough`.fr`Heure, si la liste est assez large`,
  cause: phrase`Cause`.fr`Cause`,
};

/** What each row of the list shows besides its method and its path. */
export function ColumnsField({ settings, onChange }: ListSettingsProps): ReactNode {
  const { hiddenColumns: hidden } = settings;
  return (
    <fieldset className="setting" data-testid="setting-columns">
      <legend>{phrase`Columns of the list`.fr`Colonnes de la liste`}</legend>
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
      <h3 id="ignored-servers">{phrase`Ignored servers`.fr`Serveurs ignorés`}</h3>
      {ignored.length > 0 && (
        <ul className="ignored-servers">
          {ignored.map((server) => (
            <li key={server}>
              <span className="ignored-server">{server}</span>{' '}
              <button
                type="button"
                className="button button-quiet"
                aria-label={phrase`List ${server} again`.fr`Lister à nouveau ${server}`}
                onClick={() => onChange({ ignored: ignored.filter((one) => one !== server) })}
              >
                {phrase`List again`.fr`Lister à nouveau`}
              </button>
            </li>
          ))}
        </ul>
      )}
      <span className="setting-note">
        {ignored.length === 0 &&
          phrase`None. To add one, right-click a request and choose “Ignore”. `
            .fr`Aucun. Pour en ajouter un, faites un clic droit sur une requête et choisissez
            « Ignorer ». `}
        {phrase`The list, the counts and exports leave their requests out.`
          .fr`La liste, les décomptes et les exports omettent leurs requêtes.`}
      </span>
    </section>
  );
}
