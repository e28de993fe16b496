import { WebSocket } from 'ws';

export type Params = Readonly<Record<string, unknown>>;
type Listener = (method: string, params: Params) => void;

/** One session of WebKit's Web Inspector protocol with the page of a window. */
export type InspectorSession = {
  /** @throws When WebKit refuses the command, shows another page meanwhile, or says nothing. */
  readonly send: (method: string, params?: Params, patience?: number) => Promise<Params>;
  readonly onEvent: (listener: Listener) => void;
  /** Lets go of the page: WebKit takes one inspector at a time. */
  readonly close: () => void;
};

type Answer = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
};
type Target = {
  readonly targetId: string;
  readonly type: string;
  readonly isProvisional?: boolean;
};
type Waiting = {
  readonly resolve: (result: Params) => void;
  readonly fail: (problem: string) => void;
};

/** Longer than any command may take on a busy machine. */
const PATIENCE = 60_000;
const DOMAINS = ['Inspector', 'Console', 'Network', 'Runtime', 'Page'] as const;

/**
 * Opens a session at `endpoint`. The page is a target inside the socket's own, and another one
 * replaces it when it goes to another site.
 */
export async function connectInspector(endpoint: string): Promise<InspectorSession> {
  const socket = new WebSocket(endpoint, { perMessageDeflate: false });
  const waiting = new Map<number, Waiting>();
  const listeners: Listener[] = [];
  let lastId = 0;
  let page = '';

  const post = (method: string, params: Params, patience: number): Promise<Params> => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail('no answer'), patience);
      const fail = (problem: string) => {
        clearTimeout(timer);
        waiting.delete(id);
        reject(new Error(`${method}: ${problem}`));
      };
      const done = (result: Params) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(result);
      };
      waiting.set(id, { resolve: done, fail });
      const message = JSON.stringify({ id, method, params });
      lastId += 1;
      socket.send(
        JSON.stringify({
          id: lastId,
          method: 'Target.sendMessageToTarget',
          params: { targetId: page, message },
        }),
      );
    });
  };
  const enable = () =>
    // Not every build has every domain.
    Promise.all(DOMAINS.map((name) => post(`${name}.enable`, {}, PATIENCE).catch(() => {})));

  const attached = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const { method, params = {} }: Answer = JSON.parse(String(data));
      if (method === 'Target.targetCreated') {
        const { targetId, type, isProvisional } = params['targetInfo'] as Target;
        if (type !== 'page' || isProvisional === true) return;
        page = targetId;
        void enable().then(() => resolve());
      } else if (method === 'Target.didCommitProvisionalTarget') {
        page = String(params['newTargetId']);
        for (const { fail } of [...waiting.values()]) fail('the page went away');
        void enable();
      } else if (method === 'Target.dispatchMessageFromTarget') {
        const inner: Answer = JSON.parse(String(params['message']));
        if (inner.id === undefined) {
          for (const hear of listeners) hear(inner.method ?? '', inner.params ?? {});
          return;
        }
        const asked = waiting.get(inner.id);
        if (inner.error === undefined) asked?.resolve(inner.result ?? {});
        else asked?.fail(inner.error.message);
      }
    });
  });
  socket.on('close', () => {
    for (const { fail } of [...waiting.values()]) fail('WebKit has gone');
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  await attached;
  return {
    send: (method, params = {}, patience = PATIENCE) => post(method, params, patience),
    onEvent: (listener) => void listeners.push(listener),
    close: () => socket.close(),
  };
}
