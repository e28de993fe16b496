import { WebSocket } from 'ws';

export type Params = Readonly<Record<string, unknown>>;

/** One session of WebDriver BiDi. */
export type BidiSession = {
  /** @throws When the browser refuses the command, goes away, or says nothing for a minute. */
  readonly send: (method: string, params?: Params) => Promise<Params>;
  readonly onEvent: (listener: (method: string, params: Params) => void) => void;
};

type Message =
  | { readonly type: 'success'; readonly id: number; readonly result: Params }
  | {
      readonly type: 'error';
      readonly id: number | null;
      readonly error: string;
      readonly message: string;
    }
  | { readonly type: 'event'; readonly method: string; readonly params: Params };

type Waiting = {
  readonly resolve: (result: Params) => void;
  readonly reject: (problem: string) => void;
};

/** Longer than any command to the browser may take on a busy machine. */
const PATIENCE = 60_000;

/**
 * Opens a session at `endpoint`, `ws://127.0.0.1:9222`.
 * @see https://w3c.github.io/webdriver-bidi/
 */
export async function connectBidi(endpoint: string): Promise<BidiSession> {
  const socket = new WebSocket(`${endpoint}/session`, { perMessageDeflate: false });
  const waiting = new Map<number, Waiting>();
  const listeners: ((method: string, params: Params) => void)[] = [];
  let lastId = 0;

  socket.on('message', (data) => {
    const message: Message = JSON.parse(String(data));
    if (message.type === 'event') {
      for (const listener of listeners) listener(message.method, message.params);
      return;
    }
    const asked = waiting.get(message.id ?? -1);
    waiting.delete(message.id ?? -1);
    if (message.type === 'success') asked?.resolve(message.result);
    else asked?.reject(`${message.error}: ${message.message}`);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject('the browser has gone');
    waiting.clear();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

  const send = (method: string, params: Params = {}): Promise<Params> => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const fail = (problem: string) => {
        clearTimeout(timer);
        waiting.delete(id);
        reject(new Error(`${method}: ${problem}`));
      };
      const timer = setTimeout(fail, PATIENCE, 'no answer');
      const done = (result: Params) => {
        clearTimeout(timer);
        resolve(result);
      };
      waiting.set(id, { resolve: done, reject: fail });
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
  await send('session.new', { capabilities: {} });
  return { send, onEvent: (listener) => void listeners.push(listener) };
}
