import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { SerializedOrigin } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { IconButton } from '../ui/buttons.tsx';
import { Each } from '../ui/each.tsx';
import { useEnvironment } from '../ui/environment-context.ts';
import { Icon } from '../ui/icons.tsx';
import { nameOfPasted } from './own-files.ts';
import type { OwnFilesStore } from './use-own-files.ts';

type BarProps = {
  readonly store: OwnFilesStore;
  readonly server: SerializedOrigin;
  /** The usual name of the server's settings file. */
  readonly usual: string;
};

/** Where the user hands over settings files, and takes them back. */
export function OwnFilesBar({ store, server, usual }: BarProps): ReactNode {
  const { opensFolders } = useEnvironment();
  const input = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const { current: element } = folderInput;
    // React knows no attribute for it.
    if (element !== null) element.webkitdirectory = true;
  }, []);
  const [pasting, setPasting] = useState(false);
  const { files, unread } = store.of(server);
  const names = [...files, ...unread].map(({ name }) => name);
  const hasFiles = names.length > 0;
  const close = (): void => {
    setPasting(false);
    opener.current?.focus();
  };
  return (
    <fieldset
      className="own-bar"
      aria-label={phrase`My settings file`.fr`Mon fichier de configuration`}
    >
      <Each of={names}>
        {(name) => (
          <span className="own-file" data-testid="own-file">
            <span>{name}</span>
            <IconButton
              icon="close"
              label={phrase`Remove ${name}`.fr`Retirer ${name}`}
              data-testid="own-remove"
              onClick={() => {
                store.remove(server, name);
                opener.current?.focus();
              }}
            />
          </span>
        )}
      </Each>
      <button
        ref={opener}
        type="button"
        className="button button-quiet"
        data-testid="own-open"
        onClick={() => input.current?.click()}
      >
        <Icon name="open" />
        {hasFiles
          ? phrase`Add a file…`.fr`Ajouter un fichier…`
          : phrase`Read my settings file…`.fr`Lire mon fichier de configuration…`}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={phrase`Settings files`.fr`Fichiers de configuration`}
        data-testid="own-input"
        onChange={({ currentTarget }) => {
          store.add(server, [...(currentTarget.files ?? [])]);
          // Choosing the same file again counts as a change too.
          currentTarget.value = '';
        }}
      />
      {opensFolders && (
        <button
          type="button"
          className="button button-quiet"
          data-testid="own-open-folder"
          onClick={() => folderInput.current?.click()}
        >
          {phrase`Open a folder…`.fr`Ouvrir un dossier…`}
        </button>
      )}
      <input
        ref={folderInput}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={phrase`Folder of the settings files`.fr`Dossier des fichiers de configuration`}
        data-testid="own-folder-input"
        onChange={({ currentTarget }) => {
          store.add(server, [...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {!pasting && (
        <button
          type="button"
          className="button button-quiet"
          data-testid="own-paste"
          onClick={() => setPasting(true)}
        >
          {phrase`Paste it`.fr`Le coller`}
        </button>
      )}
      {!hasFiles && !pasting && <UsualFile usual={usual} />}
      {pasting && (
        <PasteForm
          usual={usual}
          onRead={(name, text) => {
            store.paste(server, name, text);
            close();
          }}
          onClose={close}
        />
      )}
    </fieldset>
  );
}

/** A low view may cut it. */
function UsualFile({ usual }: Pick<BarProps, 'usual'>): ReactNode {
  const words = phrase`or drop ${usual} or its folder here. Crosscheck never runs, stores or exports
    it.`.fr`ou déposez ici ${usual} ou son dossier. Crosscheck ne l’exécute, ne le stocke et ne
    l’exporte jamais.`;
  return (
    <span className="quiet" title={words}>
      {words}
    </span>
  );
}

function PasteForm({
  usual,
  onRead,
  onClose,
}: {
  readonly usual: string;
  readonly onRead: (name: string, text: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const id = useId();
  const [text, setText] = useState('');
  const [named, setNamed] = useState<string | null>(null);
  const name = (named ?? nameOfPasted(text, usual)).trim();
  return (
    <form
      className="own-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onRead(name === '' ? usual : name, text);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <label htmlFor={`${id}-text`}>{phrase`Paste the whole file`
        .fr`Collez le fichier entier`}</label>
      <textarea
        id={`${id}-text`}
        className="own-text"
        rows={5}
        spellCheck={false}
        autoComplete="off"
        ref={focusOnce}
        value={text}
        data-testid="own-text"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div className="own-actions">
        <label htmlFor={`${id}-name`}>{phrase`Its name`.fr`Son nom`}</label>
        <input
          id={`${id}-name`}
          className="own-name"
          value={named ?? name}
          data-testid="own-name"
          onChange={({ currentTarget }) => setNamed(currentTarget.value)}
        />
        <button
          type="submit"
          className="button button-accent"
          disabled={text.trim() === ''}
          data-testid="own-read"
        >
          {phrase`Read it`.fr`Le lire`}
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {phrase`Cancel`.fr`Annuler`}
        </button>
      </div>
    </form>
  );
}

/** The user has just asked for this field. */
const focusOnce = (field: HTMLTextAreaElement | null): void => field?.focus();
