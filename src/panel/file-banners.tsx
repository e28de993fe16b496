import { type ReactNode, useMemo } from 'react';
import { BROWSER_LABELS } from '../causes/other-browser.ts';
import { createVerdictIndex } from '../endpoints/blocked.ts';
import { compareRows } from '../endpoints/compare.ts';
import { counted, figure, phrase } from '../model/say.ts';
import { utcTime } from '../model/time.ts';
import { IconButton } from '../ui/buttons.tsx';
import { Each } from '../ui/each.tsx';
import { rich } from '../ui/rich.tsx';
import type { OpenedFile } from '../ui/state.ts';
import { Banner } from './banners.tsx';
import type { FileControl } from './use-file.ts';

type FileBannersProps = {
  readonly opened: OpenedFile | null;
  readonly files: readonly OpenedFile[];
  readonly file: FileControl;
};

/** Says that the list comes from a file, or why a file could not be opened. */
export function FileBanners({ opened, files, file }: FileBannersProps): ReactNode {
  return (
    <>
      {file.busy !== null && (
        <Banner kind="info" testId="state-file-reading">
          {phrase`Reading ${file.busy}…`.fr`Lecture du fichier ${file.busy}…`}
        </Banner>
      )}
      {file.problem !== null && (
        <Banner kind="warning" testId="state-file-problem">
          <b>{phrase`Could not open the file.`.fr`Impossible d’ouvrir le fichier.`}</b>{' '}
          {file.problem}.
        </Banner>
      )}
      {files.length > 0 && <OpenedFiles opened={opened} files={files} file={file} />}
    </>
  );
}

/** Which of the opened files is shown, beside the live requests. */
function OpenedFiles({ opened, files, file }: FileBannersProps): ReactNode {
  return (
    <Banner kind="info" testId="state-file">
      <fieldset
        className="files"
        aria-label={phrase`What the list shows`.fr`Ce que montre la liste`}
      >
        <FileChoice current={opened === null} onShow={() => file.show(null)}>
          {phrase`Live requests`.fr`Requêtes en direct`}
        </FileChoice>
        {files.map((one) => (
          <FileChoice key={one.name} current={one === opened} onShow={() => file.show(one)}>
            {one.name}
          </FileChoice>
        ))}
        {opened !== null && (
          <IconButton
            icon="close"
            label={phrase`Close ${opened.name}`.fr`Fermer ${opened.name}`}
            data-testid="close-file"
            onClick={file.close}
          />
        )}
      </fieldset>
      {opened !== null && <AboutFile opened={opened} />}
      {opened !== null && <Comparison opened={opened} files={files} />}
    </Banner>
  );
}

function FileChoice({
  current,
  onShow,
  children,
}: {
  readonly current: boolean;
  readonly onShow: () => void;
  readonly children: string;
}): ReactNode {
  return (
    <button
      type="button"
      className="button button-quiet file-choice"
      aria-pressed={current}
      title={children}
      onClick={onShow}
    >
      {children}
    </button>
  );
}

function AboutFile({ opened: { reading } }: { readonly opened: OpenedFile }): ReactNode {
  const { exchanges, browser, report, problems } = reading;
  const [first] = exchanges;
  const count = counted(exchanges.length, phrase`request`.fr`requête`);
  const savedAt = report?.savedAt ?? null;
  const at = savedAt === null ? '' : `, ${utcTime(savedAt)}`;
  return (
    <>
      <p data-testid="about-file">
        {first === undefined
          ? `${count}.`
          : phrase`${count}, first at ${utcTime(first.hops[0].at)}.`
              .fr`${count}, première : ${utcTime(first.hops[0].at)}.`}
        {report !== undefined &&
          phrase` Saved by Crosscheck ${report.savedBy} in ${BROWSER_LABELS[browser]}${at}.`
            .fr` Enregistré par Crosscheck ${report.savedBy} dans ${BROWSER_LABELS[browser]}${at}.`}
      </p>
      <Each of={problems}>{(problem) => <p className="file-note">{problem}</p>}</Each>
    </>
  );
}

/** With the file before it, by the times of their requests. */
function Comparison({ opened, files }: Pick<FileBannersProps, 'files'> & Shown): ReactNode {
  const before = files[files.indexOf(opened) - 1];
  return before === undefined ? null : <ComparedWith before={before} opened={opened} />;
}

type Shown = { readonly opened: OpenedFile };

function ComparedWith({ before, opened }: Shown & { readonly before: OpenedFile }): ReactNode {
  const { fixed, stillBlocked, newlyBlocked, open } = useMemo(
    () => compareRows(rowsOf(before), rowsOf(opened)),
    [before, opened],
  );
  const parts = [
    phrase`${figure(fixed)} fixed`.fr`${counted(fixed, 'corrigée')}`,
    phrase`${figure(stillBlocked)} still blocked`
      .fr`${counted(stillBlocked, 'toujours bloquée', 'toujours bloquées')}`,
    phrase`${figure(newlyBlocked)} newly blocked`
      .fr`${counted(newlyBlocked, 'nouvellement bloquée', 'nouvellement bloquées')}`,
    ...(open > 0
      ? [
          counted(
            open,
            phrase`blocked before and not seen again`.fr`bloquée avant et non revue`,
            phrase`blocked before and not seen again`.fr`bloquées avant et non revues`,
          ),
        ]
      : []),
  ];
  return (
    <p data-testid="compared">
      {rich`Compared with ${<b>{before.name}</b>}: ${parts.join(', ')}.`
        .fr`Par rapport au fichier ${<b>{before.name}</b>} : ${parts.join(', ')}.`}
    </p>
  );
}

const rowsOf = ({ reading: { browser, exchanges } }: OpenedFile) =>
  createVerdictIndex(browser)(exchanges);
