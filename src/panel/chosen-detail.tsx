import { type ReactNode, useContext, useMemo, useState } from 'react';
import { diagnose } from '../diagnosis/diagnose.ts';
import { asOf, type Endpoint } from '../endpoints/endpoints.ts';
import { toMarkdown } from '../export/markdown.ts';
import { phrase } from '../model/say.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import type { Observation } from '../ui/observation.ts';
import { NoteBookContext } from '../ui/use-notes.ts';
import { Detail } from './detail.tsx';
import type { Subject } from './export-formats.ts';
import { useSources } from './sources.tsx';
import { useDebouncedList } from './use-debounced-list.ts';
import { serverToChange, useDiagnosed } from './use-diagnosed.ts';
import { OwnFilesContext } from './use-own-files.ts';
import type { PanelModel } from './use-panel.ts';

/** A file has no live page to observe. */
const NOT_OF_A_FILE: Observation = { state: 'unavailable', start: () => {} };

/** The detail of the chosen endpoint, diagnosed. */
export function ChosenDetail({
  panel: { state, isLive, entries, exports, navigation, observation, settings, ownFiles },
  chosen: row,
}: {
  readonly panel: PanelModel;
  readonly chosen: Endpoint;
}): ReactNode {
  const [chosen, open] = useOccurrence(row);
  const exchanges = useDebouncedList(state.exchanges, chosen.shown.exchange);
  const { browser } = state;
  const { notes, stacks, choose } = useContext(NoteBookContext);
  const diagnosis = diagnose(chosen.shown.exchange, { browser, exchanges, notes });
  const {
    endpoint,
    diagnosis: shown,
    stack,
    working,
  } = useDiagnosed(
    { endpoint: chosen, diagnosis },
    { stacks, preferred: settings.stack },
    exchanges.length,
  );
  const own = useMemo(() => ({ store: ownFiles, exchanges }), [ownFiles, exchanges]);
  const sources = useSources(shown.exchange, exchanges, entries);
  return (
    <OwnFilesContext value={own}>
      <Detail
        endpoint={endpoint}
        diagnosis={shown}
        exchanges={exchanges}
        working={working}
        stack={stack}
        onStack={(wanted) => choose(serverToChange({ endpoint, diagnosis: shown }), wanted)}
        heading={navigation.heading}
        observation={isLive ? observation : NOT_OF_A_FILE}
        sources={sources}
        number={endpoint.history.indexOf(endpoint.shown) + 1}
        onOpen={open}
        copyReport={
          <CopyButton
            text={() => markdownOf(exports.subject([shown.exchange]))}
            label={phrase`Copy report`.fr`Copier le rapport`}
            describedAs={phrase`this request as Markdown`.fr`cette requête en Markdown`}
            testId="copy-report"
            quiet
          />
        }
      />
    </OwnFilesContext>
  );
}

/** The report about one request: to paste into a ticket. */
const markdownOf = ({ exchanges, context, options, hide }: Subject): string =>
  toMarkdown(exchanges.map(hide), { ...context, exchanges: context.exchanges.map(hide) }, options);

/** The row with its newest settled request, or with an earlier one that the user has opened. */
function useOccurrence(row: Endpoint): readonly [Endpoint, (id: string) => void] {
  const [opened, open] = useState({ key: row.key, id: '' });
  const one =
    opened.key === row.key
      ? row.history.find(({ exchange }) => exchange.id === opened.id)
      : undefined;
  const chosen = useMemo(
    () => (one === undefined || one === row.shown ? row : asOf(row, one)),
    [row, one],
  );
  return [chosen, (id) => open({ key: row.key, id })];
}
