import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';

/** Covers the panel while a file is dragged across it. */
export function DropTarget(): ReactNode {
  return (
    <div className="drop-target" aria-hidden="true" data-testid="drop-target">
      {phrase`Drop HAR files or saved reports to open them, or settings files or their folder to
        read them`
        .fr`Déposez des fichiers HAR ou des rapports enregistrés pour les ouvrir, ou des fichiers de
        configuration ou leur dossier pour les lire`}
    </div>
  );
}
