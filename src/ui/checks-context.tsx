import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { type Checks, createChecks, type Seen } from './checks.ts';
import { useEnvironment } from './environment-context.ts';
import type { ViewState } from './state.ts';
import { useLatest } from './use-latest.ts';

type Desk = {
  readonly checks: Checks;
  readonly endpoints: readonly Endpoint[];
  readonly seen: Seen;
  /** Whether a check sends cookies unless the user chooses otherwise. */
  readonly cookies: boolean;
};

const DeskContext = createContext<Desk | null>(null);

/** Lets everything below check servers again. The checks end with the view. */
export function CheckDesk({
  state: { browser, exchanges, file },
  endpoints,
  cookies = false,
  children,
}: {
  readonly state: Pick<ViewState, 'browser' | 'exchanges' | 'file'>;
  readonly endpoints: readonly Endpoint[];
  readonly cookies?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const environment = useEnvironment();
  const seen = useMemo(() => ({ browser, exchanges }), [browser, exchanges]);
  const latest = useLatest(() => seen);
  const checks = useMemo(() => createChecks(environment, latest), [environment, latest]);
  useEffect(() => checks.cancel, [checks]);
  // A file has no server that could be asked.
  const desk = file === null ? { checks, endpoints, seen, cookies } : null;
  return <DeskContext value={desk}>{children}</DeskContext>;
}

/** The checks, and how they stand. Null while a file is shown. */
export function useChecks() {
  const desk = useContext(DeskContext);
  const state = useSyncExternalStore(desk?.checks.subscribe ?? never, desk?.checks.get ?? nothing);
  return desk === null || state === null ? null : { ...desk, state };
}

const never = () => () => {};
const nothing = () => null;
