import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { HarReading } from '../har/parse-har.ts';
import { createDevtoolsRecord, readRecord } from '../ui/devtools-record.ts';
import type { ViewEnvironment } from '../ui/environment.ts';
import type { Grants } from '../ui/grants.ts';
import type { ViewState } from '../ui/state.ts';
import { recordedOnly } from '../witnesses/recorded-only.ts';
import { withStopped } from '../witnesses/stopped-requests.ts';

/** The view's state, plus what only DevTools saw. */
export type WithRecorded = {
  readonly state: ViewState;
  /** How sure that is, one line each. */
  readonly cautions: readonly string[];
  /** Forgets the requests until now. */
  readonly forget: () => void;
  /** Brings back what was forgotten last. */
  readonly remember: () => void;
};

const NONE: ReadonlySet<string> = new Set();

/** Adds the requests of hosts that are not granted, as far as DevTools' own record has them. */
export function useRecordedOnly(
  state: ViewState,
  environment: ViewEnvironment,
  grants: Grants,
): WithRecorded {
  const record = useMemo(() => createDevtoolsRecord(environment), [environment]);
  useEffect(() => record.start(), [record]);
  const entries = useSyncExternalStore(record.subscribe, record.get);
  const [{ since, before }, setSince] = useState({ since: 0, before: 0 });
  const { browser, exchanges, file } = state;
  const notGranted = useMemo(() => hostsNotGranted(grants), [grants]);
  const isNeeded = notGranted.size > 0 && file === null;
  const [reading, setReading] = useState<HarReading | null>(null);
  useEffect(() => {
    if (!isNeeded) {
      setReading(null);
      return;
    }
    let isLatest = true;
    void readRecord(entries, browser).then((read) => {
      if (isLatest) setReading(read);
    });
    return () => {
      isLatest = false;
    };
  }, [isNeeded, entries, browser]);
  const shown = useMemo(() => {
    if (reading === null) return exchanges;
    const recorded = recordedOnly(reading.exchanges, exchanges, notGranted);
    return withStopped(
      exchanges,
      recorded.filter(({ hops }) => hops[0].at > since),
    );
  }, [reading, exchanges, notGranted, since]);
  const forget = useCallback(
    () => setSince(({ since }) => ({ since: Date.now(), before: since })),
    [],
  );
  const remember = useCallback(() => setSince({ since: before, before }), [before]);
  return {
    state: shown === exchanges ? state : { ...state, exchanges: shown },
    cautions: shown === exchanges ? [] : (reading?.problems ?? []),
    forget,
    remember,
  };
}

function hostsNotGranted({ page, notGranted }: Grants): ReadonlySet<string> {
  const hosts = page?.granted === false ? [page.host, ...notGranted] : notGranted;
  return hosts.length === 0 ? NONE : new Set(hosts);
}
