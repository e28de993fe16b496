import { type ReactNode, useContext, useEffect, useRef } from 'react';
import type { Diagnosis, ProvedRemedy } from '../diagnosis/diagnosis.ts';
import type { OwnSettings } from '../diagnosis/own-settings.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import type { Prose } from '../model/prose.ts';
import { counted, phrase } from '../model/say.ts';
import type { Remark as FileRemark } from '../servers/kit/settings-reader.ts';
import { readStacks } from '../servers/read-stacks.ts';
import type { Unread } from '../settings/hand-over.ts';
import { Each } from '../ui/each.tsx';
import { ProseText } from '../ui/prose.tsx';
import { rich } from '../ui/rich.tsx';
import { OwnDiff } from './own-diff.tsx';
import { NO_FILES } from './own-files.ts';
import { OwnFilesBar } from './own-files-bar.tsx';
import { Remark } from './remark.tsx';
import { OwnFilesContext, type ShownFix } from './use-own-files.ts';
import { type OwnReading, useOwnReading } from './use-own-reading.ts';

/** What the developer's own files add to a fix. */
export type OwnPart = {
  /** What the step that edits shows first. */
  readonly result: ReactNode;
  /** Whether that is all of the step: the lines for any project add nothing. */
  readonly replaces: boolean;
  /** Whether the files use the library already, so that nothing has to be installed. */
  readonly isInstalled: boolean;
  /** What proves the edit of these files; null: there is none. */
  readonly proof: Prose | null;
  /** Where files are handed over. */
  readonly bar: ReactNode;
};

/** No file was handed over. */
export const NO_OWN_FILES: OwnPart = {
  result: null,
  replaces: false,
  isInstalled: false,
  proof: null,
  bar: null,
};

/** Reads the developer's own files for the fix that is shown. `wanted`: the stack that was chosen. */
export function useOwnPart(
  diagnosis: Diagnosis,
  chosen: ProvedRemedy | null,
  wanted: string | null,
  onStack: (stack: string) => void,
): OwnPart {
  const model = useContext(OwnFilesContext);
  const server = diagnosis.requirement.answer?.server ?? null;
  const own = model === null || server === null ? NO_FILES : model.store.of(server);
  const stack = chosen?.stack.id ?? null;
  const reading = useOwnReading(own.files, diagnosis, stack, model?.exchanges ?? NONE);
  if (model === null || server === null || chosen === null) return NO_OWN_FILES;
  const usual = readStacks[chosen.stack.id];
  const hasFiles = own.files.length + own.unread.length > 0;
  const { opening } = model.store;
  const bar = (
    <ShownHere server={server} said={saidOf(reading)}>
      {(usual !== undefined || hasFiles) && (
        <OwnFilesBar store={model.store} server={server} usual={usual ?? 'settings.py'} />
      )}
    </ShownHere>
  );
  if (opening !== null || reading === 'reading') {
    const names = opening ?? own.files.map(({ name }) => name).join(', ');
    return { ...NO_OWN_FILES, bar, result: <Reading names={names} /> };
  }
  const unread = [...own.unread, ...unreadIn(reading)];
  const found = reading === null || reading === 'not-loaded' ? null : reading;
  if (found === null || found.stack === null) {
    return { ...NO_OWN_FILES, bar, result: <UnreadList unread={unread} of={reading} /> };
  }
  const other = diagnosis.candidates.find((one) => one.stack.id === found.stack)?.stack;
  const isOther = other !== undefined && other.id !== chosen.stack.id;
  return {
    bar,
    replaces: found.edit !== null || found.notRun !== null,
    isInstalled: !isOther && !found.faults.some(({ id }) => id === 'middleware-missing'),
    proof: found.edit?.text ?? null,
    result: (
      <section
        className="own"
        aria-label={phrase`Your settings file`.fr`Votre fichier de configuration`}
        data-testid="own-settings"
      >
        <UnreadList unread={unread} of={null} />
        {isOther && other.id !== wanted && (
          <p className="own-other">
            {phrase`Your file sets up ${other.label}.`.fr`Votre fichier configure ${other.label}.`}{' '}
            <button
              type="button"
              className="button button-quiet"
              data-testid="own-switch"
              onClick={() => onStack(other.id)}
            >
              {phrase`Show the fix for ${other.label}`
                .fr`Afficher la correction pour ${other.label}`}
            </button>
          </p>
        )}
        <Result own={found} texts={own.files} />
      </section>
    ),
  };
}

const NONE: readonly never[] = [];

function unreadIn(reading: OwnReading | null): readonly Unread[] {
  return reading === null || typeof reading === 'string' ? [] : reading.unread;
}

/** The result in one sentence, for screen readers. */
function saidOf(reading: OwnReading | null): string {
  if (reading === null || typeof reading === 'string') return '';
  if (reading.stack === null) {
    return phrase`No file could be read.`.fr`Aucun fichier n’a pu être lu.`;
  }
  const { length } = reading.faults;
  if (length === 0) {
    return phrase`No line of your files blocks the request.`
      .fr`Aucune ligne de vos fichiers ne bloque la requête.`;
  }
  const lines = counted(length, phrase`line`.fr`ligne`);
  return length === 1
    ? phrase`${lines} of your files blocks the request.`
        .fr`${lines} de vos fichiers bloque la requête.`
    : phrase`${lines} of your files block the request.`
        .fr`${lines} de vos fichiers bloquent la requête.`;
}

/** Lets files that are dropped anywhere in the panel find the fix that is shown. */
function ShownHere({
  server,
  said,
  children,
}: {
  readonly server: SerializedOrigin;
  readonly said: string;
  readonly children: ReactNode;
}): ReactNode {
  const model = useContext(OwnFilesContext);
  const place = useRef<HTMLDivElement>(null);
  const shown = model?.store.shown;
  useEffect(() => {
    const { current: element } = place;
    if (shown === undefined || element === null) return;
    const here: ShownFix = { server, element };
    shown.current = here;
    return () => {
      if (shown.current === here) shown.current = null;
    };
  }, [shown, server]);
  return (
    <div ref={place}>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {children}
    </div>
  );
}

const Reading = ({ names }: { readonly names: string }): ReactNode => (
  <p className="own-reading" role="status" data-testid="own-reading">
    {phrase`Reading ${names}…`.fr`Lecture : ${names}…`}
  </p>
);

function UnreadList({
  unread,
  of,
}: {
  readonly unread: readonly Unread[];
  readonly of: OwnReading | null;
}): ReactNode {
  if (unread.length === 0 && of !== 'not-loaded') return null;
  return (
    <ul
      className="remarks remarks-caution own-unread"
      aria-label={phrase`Files that were not read`.fr`Fichiers qui n’ont pas été lus`}
    >
      {of === 'not-loaded' && (
        <Remark icon="warning">
          {phrase`Close this panel and open it again: the reader did not load.`
            .fr`Fermez ce panneau et rouvrez-le : le lecteur de fichiers n’a pas pu être chargé.`}
        </Remark>
      )}
      <Each of={unread}>
        {({ name, problem }) => (
          <Remark icon="warning" data-testid="own-unread">
            {rich`${<b>{name}</b>}: ${problem}.`.fr`${<b>{name}</b>} : ${problem}.`}
          </Remark>
        )}
      </Each>
    </ul>
  );
}

function Result({
  own,
  texts,
}: {
  readonly own: OwnSettings;
  readonly texts: OwnFilesOf;
}): ReactNode {
  const { faults, notRun, questions, notes, edit } = own;
  const several = texts.length > 1;
  return (
    <>
      {faults.length > 0 && (
        <ul
          className="own-faults"
          aria-label={phrase`Lines that block the request`.fr`Lignes qui bloquent la requête`}
        >
          <Each of={faults}>
            {(fault) => (
              <Remark
                icon={fault.certain ? 'close' : 'help'}
                data-testid="own-fault"
                data-certain={fault.certain}
              >
                <At remark={fault} /> {!fault.certain && phrase`Probably: `.fr`Probablement : `}
                <ProseText prose={fault.text} />
              </Remark>
            )}
          </Each>
        </ul>
      )}
      {notRun !== null && (
        <ul className="remarks remarks-caution">
          <Remark icon="warning" data-testid="own-not-run">
            <ProseText prose={notRun} />
          </Remark>
        </ul>
      )}
      {faults.length === 0 && notRun === null && (
        <p data-testid="own-nothing">
          {several
            ? phrase`These files say nothing that would block this request.`
                .fr`Rien dans ces fichiers ne bloquerait cette requête.`
            : phrase`This file says nothing that would block this request.`
                .fr`Rien dans ce fichier ne bloquerait cette requête.`}
        </p>
      )}
      {questions.length > 0 && (
        <ul className="own-questions" aria-label={phrase`Questions`.fr`Questions`}>
          <Each of={questions}>
            {(question) => (
              <Remark icon="help" data-testid="own-question">
                <ProseText prose={question} />
              </Remark>
            )}
          </Each>
        </ul>
      )}
      {edit !== null && <OwnDiff edit={edit} />}
      {edit === null && faults.length > 0 && (
        <p data-testid="own-no-edit">
          {several
            ? phrase`We found no edit of these files that is proved to help.`
                .fr`Nous n’avons trouvé aucune modification de ces fichiers dont l’effet est prouvé.`
            : phrase`We found no edit of this file that is proved to help.`
                .fr`Nous n’avons trouvé aucune modification de ce fichier dont l’effet est prouvé.`}
        </p>
      )}
      {notes.length > 0 && (
        <details className="fix-fold" data-testid="own-notes">
          <summary>{phrase`Other lines (${notes.length})`
            .fr`Autres lignes (${notes.length})`}</summary>
          <ul className="remarks remarks-note">
            <Each of={notes}>
              {(note) => (
                <Remark icon="info">
                  <At remark={note} /> <ProseText prose={note.text} />
                </Remark>
              )}
            </Each>
          </ul>
        </details>
      )}
    </>
  );
}

type OwnFilesOf = readonly { readonly name: string }[];

const At = ({ remark: { file, line } }: { readonly remark: FileRemark }): ReactNode => (
  <b className="own-at">
    {file}:{line}
  </b>
);
