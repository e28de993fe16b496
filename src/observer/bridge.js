// Runs beside observer.js, in the extension's own world: no script of the page reaches its variables.
// Passes the observer's notes on to the background. The browser adds which document sent them.

const { runtime } = globalThis.browser ?? globalThis.chrome;
const startedAt = Date.now();
/** The notes of this long become one message. */
const BATCH_MS = 100;
/** Limits for one message. No page has a reason to exceed them. */
const MOST_CALLS = 300;
const LONGEST_CALLS = 500_000;

/** The observer's notes are events of this node, which is in no document. */
const node = new Text();
let calls = [];
let size = 0;
let timer = null;

const send = () => {
  clearTimeout(timer);
  timer = null;
  const message = { type: 'observer', startedAt, calls };
  calls = [];
  size = 0;
  try {
    // A message would wait for its answer: Firefox complains if the document ends before. An open
    // port would keep the page out of Chromium's back/forward cache.
    const port = runtime.connect({ name: 'observer' });
    port.postMessage(message);
    port.disconnect();
  } catch {
    // The extension was removed in the meantime.
    node.removeEventListener('call', hear);
  }
};

const hear = ({ detail }) => {
  if (typeof detail !== 'string' || calls.length >= MOST_CALLS) return;
  if (size + detail.length > LONGEST_CALLS) return;
  try {
    timer ??= setTimeout(send, BATCH_MS);
    calls.push(detail);
    size += detail.length;
  } catch {
    // Firefox: the document is gone, and has no timers any more.
  }
};

node.addEventListener('call', hear);

/**
 * What elements ask for with CORS: with cookies or without, by their `crossorigin` attribute. This
 * listens in the extension's own world, where elements have the browser's own properties.
 */
const noteElement = ({ target }) => {
  const name = target?.localName;
  const isScript = name === 'script';
  if (!isScript && name !== 'img' && name !== 'link' && name !== 'video' && name !== 'audio')
    return;
  const { crossOrigin } = target;
  const url = (name === 'link' ? target.href : target.currentSrc || target.src) ?? '';
  if (typeof url !== 'string' || !/^https?:/.test(url)) return;
  if (crossOrigin === null && !(isScript && target.type === 'module')) return;
  const credentials = crossOrigin === 'use-credentials' ? 'include' : 'same-origin';
  const declared = { credentials, mode: 'cors', headerNames: [], readNames: [], stack: '' };
  const call = { at: Date.now(), url, method: 'GET', isElement: true, declared };
  hear({ detail: JSON.stringify(call) });
};
// An element's `load` event never reaches the window.
for (const type of ['load', 'loadeddata', 'error']) {
  document.addEventListener(type, noteElement, true);
}
addEventListener('pagehide', () => {
  if (calls.length > 0) send();
});

/** Whether the observer has the node now. It takes it before any script of the page runs. */
const isTaken = () =>
  !dispatchEvent(new FocusEvent('crosscheck:bridge', { relatedTarget: node, cancelable: true }));
if (!isTaken()) addEventListener('crosscheck:observer', isTaken, { once: true });

// The panel shows whether the tab's document is observed.
if (window === top) send();
