import { type ReactNode, useContext } from 'react';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { NoteBookContext, NoteCopies } from '../ui/use-notes.ts';

/** Notes what the user copies of this fix. */
export function NotedCopies({
  diagnosis: { requirement },
  children,
}: {
  readonly diagnosis: Diagnosis;
  readonly children: ReactNode;
}): ReactNode {
  const { noteCopy } = useContext(NoteBookContext);
  const server = requirement.answer?.server;
  if (server === undefined) return children;
  return <NoteCopies value={(text) => noteCopy(server, text)}>{children}</NoteCopies>;
}
