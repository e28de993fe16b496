import type { ReactNode } from 'react';
import { counted } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import type { OpenedFile } from '../ui/state.ts';
import { Banner } from './banners.tsx';
import type { FileControl } from './use-file.ts';

/** Says that the list comes from a file, or why a file could not be opened. */
export function FileBanners({
  opened,
  file,
}: {
  readonly opened: OpenedFile | null;
  readonly file: FileControl;
}): ReactNode {
  return (
    <>
      {file.busy !== null && (
        <Banner kind="info" testId="state-file-reading">
          Reading {file.busy}…
        </Banner>
      )}
      {file.problem !== null && (
        <Banner kind="warning" testId="state-file-problem">
          <b>Could not open the file.</b> {file.problem}.
        </Banner>
      )}
      {opened !== null && <OpenedBanner opened={opened} onClose={file.close} />}
    </>
  );
}

function OpenedBanner({
  opened: { name, reading },
  onClose,
}: {
  readonly opened: OpenedFile;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Banner kind="info" testId="state-file">
      <p>
        From the file <b>{name}</b> · {counted(reading.exchanges.length, 'request')}
      </p>
      <div className="banner-actions">
        <button type="button" className="button button-accent" onClick={onClose}>
          Back to live requests
        </button>
      </div>
      <Each of={reading.problems}>{(problem) => <p className="file-note">{problem}</p>}</Each>
    </Banner>
  );
}

/** Covers the panel while a file is dragged across it. */
export function DropTarget(): ReactNode {
  return (
    <div className="drop-target" aria-hidden="true" data-testid="drop-target">
      Drop a HAR file to open it, or settings files to read them
    </div>
  );
}
