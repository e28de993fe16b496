import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { LONGEST_TEXT } from '../model/row-notes.ts';
import { phrase } from '../model/say.ts';
import { Sheet } from './sheet.tsx';

type NoteSheetProps = {
  readonly row: Endpoint;
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly onClose: () => void;
};

/** A short text of the user for one row. An empty one removes it. */
export function NoteSheet({ row, text, onSave, onClose }: NoteSheetProps): ReactNode {
  const id = useId();
  const [written, setWritten] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  // The dialog is open by now, and has given the focus to its first button.
  useEffect(() => field.current?.focus(), []);
  return (
    <Sheet title={phrase`Note`.fr`Note`} testId="note-sheet" onClose={onClose}>
      <form
        className="setting"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(written);
          onClose();
        }}
      >
        <label htmlFor={id}>
          {row.method} {row.path}
        </label>
        <input
          ref={field}
          id={id}
          className="note-field"
          value={written}
          maxLength={LONGEST_TEXT}
          data-testid="note-text"
          aria-describedby={`${id}-about`}
          onChange={({ currentTarget }) => setWritten(currentTarget.value)}
        />
        <span id={`${id}-about`} className="setting-note">
          {phrase`Only this browser keeps the note, until it closes. No export contains it.`
            .fr`Seul ce navigateur garde la note, jusqu’à sa fermeture. Aucun export ne la contient.`}
        </span>
        <button type="submit" className="button button-accent" data-testid="note-save">
          {phrase`Save`.fr`Enregistrer`}
        </button>
      </form>
    </Sheet>
  );
}
