import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';
import { IconButton } from '../ui/buttons.tsx';
import { Icon } from '../ui/icons.tsx';
import { isFold } from './arrange.ts';
import { BlockedWords } from './blocked-words.tsx';
import type { PanelModel } from './use-panel.ts';

/** In a narrow view, what is left of the list above the detail: the way back, and to the next row. */
export function ListStrip({ panel }: { readonly panel: PanelModel }): ReactNode {
  const { groups, chosen, blocked, navigation } = panel;
  const keys = groups.flatMap(({ parts }) =>
    parts.map((part) => (isFold(part) ? part.endpoints.map(({ key }) => key) : [part.key])),
  );
  const at = keys.findIndex((some) => some.includes(chosen?.key ?? ''));
  const [before] = keys[at - 1] ?? [];
  const [after] = keys[at + 1] ?? [];
  return (
    <nav className="bar list-strip" aria-label={phrase`List`.fr`Liste`} data-testid="list-strip">
      <button
        type="button"
        className="button"
        title={phrase`Back to the list (Escape)`.fr`Retour à la liste (Échap)`}
        onClick={navigation.toList}
      >
        <Icon name="back" />
        <span>{phrase`Back`.fr`Retour`}</span>
        <span className="list-strip-to">{phrase`to the list`.fr`à la liste`}</span>
      </button>
      <div className="list-strip-words">
        <BlockedWords blocked={blocked} counts={panel.counts} />
      </div>
      <IconButton
        icon="up"
        label={phrase`Previous request`.fr`Requête précédente`}
        disabled={before === undefined}
        onClick={() => before !== undefined && navigation.select(before)}
      />
      <IconButton
        icon="chevron"
        label={phrase`Next request`.fr`Requête suivante`}
        disabled={after === undefined}
        onClick={() => after !== undefined && navigation.select(after)}
      />
    </nav>
  );
}
