import type { CDPSession } from 'playwright';

export type Params = Readonly<Record<string, unknown>>;
export type Listener = (method: string, params: Params) => void;

/** One session of the Chrome DevTools Protocol, over any connection. */
export type CdpSession = {
  /** @throws When the browser refuses the command, or the target goes away. */
  readonly send: (method: string, params?: Params) => Promise<Params>;
  readonly onEvent: (listener: Listener) => void;
};

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
};

/** A session over Playwright's connection. */
export function playwrightSession(session: CDPSession): CdpSession {
  return {
    send: async (method, params) =>
      ((await session.send(method as 'Network.enable', params as never)) ?? {}) as Params,
    onEvent: (listener) => {
      session.on('event', ({ method, params }) => listener(method, (params ?? {}) as Params));
    },
  };
}

/**
 * The session of a target attached to with `flatten: false`: its messages travel inside those of
 * the parent session. Playwright passes on no events of flat child sessions.
 */
export function childSession(parent: CdpSession, sessionId: string): CdpSession {
  const wire = messageSession(async (message) => {
    await parent.send('Target.sendMessageToTarget', { sessionId, message });
  });
  parent.onEvent((method, params) => {
    if (params['sessionId'] !== sessionId) return;
    if (method === 'Target.receivedMessageFromTarget') wire.receive(String(params['message']));
    if (method === 'Target.detachedFromTarget') wire.close();
  });
  return wire.session;
}

/** A session over any connection that carries text messages both ways. */
export function messageSession(post: (message: string) => void | Promise<void>): {
  readonly session: CdpSession;
  readonly receive: (message: string) => void;
  readonly close: () => void;
} {
  const waiting = new Map<number, (message: Message) => void>();
  const listeners: Listener[] = [];
  let lastId = 0;
  const send = async (method: string, params: Params = {}): Promise<Params> => {
    lastId += 1;
    const id = lastId;
    const answered = new Promise<Message>((resolve) => waiting.set(id, resolve));
    await post(JSON.stringify({ id, method, params }));
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  };
  const receive = (text: string): void => {
    const message: Message = JSON.parse(text);
    if (message.id !== undefined) {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    } else if (message.method !== undefined) {
      for (const listener of listeners) listener(message.method, message.params ?? {});
    }
  };
  const close = (): void => {
    for (const answer of waiting.values()) answer({ error: { message: 'the target is gone' } });
    waiting.clear();
  };
  return {
    session: { send, onEvent: (listener) => void listeners.push(listener) },
    receive,
    close,
  };
}
