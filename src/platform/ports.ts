import type { Runtime } from 'webextension-polyfill';
import type { Channel } from '../messaging/channel.ts';
import { parseBackgroundMessage, parseViewMessage } from '../messaging/parse.ts';
import type { BackgroundToView, ViewToBackground } from '../messaging/protocol.ts';
import { browser } from './browser.ts';

const PORT_NAME = 'view';

/** A view's channel to the background. Connecting wakes the background. */
export function connectToBackground(): Channel<BackgroundToView, ViewToBackground> {
  return channelOver(browser.runtime.connect({ name: PORT_NAME }), parseBackgroundMessage);
}

/** Calls back for each view that connects. Call synchronously when the background starts. */
export function onViewConnect(
  listener: (channel: Channel<ViewToBackground, BackgroundToView>) => void,
): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === PORT_NAME) listener(channelOver(port, parseViewMessage));
  });
}

/** Whether the message was sent. A port may close before its listeners hear of it. */
export function postIfOpen(port: Pick<Runtime.Port, 'postMessage'>, message: unknown): boolean {
  try {
    port.postMessage(message);
    return true;
  } catch {
    return false;
  }
}

function channelOver<In, Out>(
  port: Runtime.Port,
  parse: (message: unknown) => In | null,
): Channel<In, Out> {
  let open = true;
  port.onDisconnect.addListener(() => {
    open = false;
  });
  return {
    post(message) {
      // Listeners of onClose know it already.
      if (open) open = postIfOpen(port, message);
    },
    onMessage(listener) {
      const onMessage = (message: unknown) => {
        const parsed = parse(message);
        if (parsed !== null) listener(parsed);
      };
      port.onMessage.addListener(onMessage);
      return () => port.onMessage.removeListener(onMessage);
    },
    onClose(listener) {
      const onDisconnect = () => listener();
      port.onDisconnect.addListener(onDisconnect);
      return () => port.onDisconnect.removeListener(onDisconnect);
    },
  };
}
