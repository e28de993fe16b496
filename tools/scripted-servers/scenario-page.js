// Runs in every page, frame and worker of the scenarios. `run(ask)` makes one request as a page
// would. It resolves with the result that the page got.
const asFetch = async ({ url, init = {}, abortAfter, timeoutAfter, leaveAfter, readBody }) => {
  const abort = new AbortController();
  if (abortAfter !== undefined) setTimeout(() => abort.abort(), abortAfter);
  const signal = timeoutAfter === undefined ? abort.signal : AbortSignal.timeout(timeoutAfter);
  const asked = fetch(url, { ...init, signal });
  if (leaveAfter !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, leaveAfter));
    setTimeout(() => location.replace('data:text/html,elsewhere'));
    return 'left';
  }
  const response = await asked;
  if (readBody !== false) await response.text();
  return `${response.type} ${response.status}`;
};

const asXhr = ({ url, method = 'GET', headers = [], withCredentials = false, ...more }) =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    xhr.withCredentials = withCredentials;
    if (more.timeout !== undefined) xhr.timeout = more.timeout;
    for (const [name, value] of headers) xhr.setRequestHeader(name, value);
    if (more.uploadListener) xhr.upload.onprogress = () => {};
    xhr.onload = () => resolve(String(xhr.status));
    for (const event of ['error', 'timeout', 'abort']) {
      xhr.addEventListener(event, () => reject(new Error(event)));
    }
    xhr.send(more.body ?? null);
  });

const asElement = ({ url, tag, attributes = {} }) =>
  new Promise((resolve, reject) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    for (const event of ['load', 'loadeddata'])
      element.addEventListener(event, () => resolve(event));
    element.addEventListener('error', () => reject(new Error('error event')));
    element.setAttribute(tag === 'link' ? 'href' : 'src', url);
    document.body.append(element);
  });

const asFont = async ({ url }) => {
  await new FontFace('scenario', `url(${url})`).load();
  return 'loaded';
};

const asEventSource = ({ url, withCredentials = false }) =>
  new Promise((resolve, reject) => {
    const source = new EventSource(url, { withCredentials });
    source.onopen = () => resolve('open');
    source.onerror = () => reject(new Error('error event'));
    source.addEventListener('open', () => source.close());
    source.addEventListener('error', () => source.close());
  });

const asWebSocket = ({ url }) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'));
    socket.onopen = () => resolve('open');
    socket.onerror = () => reject(new Error('error event'));
  });

const asBeacon = async ({ url, type, body }) =>
  `queued ${navigator.sendBeacon(url, new Blob([body], { type }))}`;

// Appears in the browser's console after all its earlier lines.
const asMark = async ({ text }) => reportError(new Error(text));

const ways = {
  fetch: asFetch,
  xhr: asXhr,
  element: asElement,
  font: asFont,
  'event-source': asEventSource,
  beacon: asBeacon,
  'web-socket': asWebSocket,
  mark: asMark,
};

const run = async (ask) => {
  try {
    return await ways[ask.by](ask);
  } catch (error) {
    return `refused: ${error.message}`;
  }
};

// In a frame or a worker the ask comes by message, and the result goes back the same way.
addEventListener('message', async ({ data, ports }) => {
  ports[0]?.postMessage(data.ask === null ? 'ready' : await run(data.ask));
});

const throughPort = (to, ask) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    to.postMessage({ ask }, { targetOrigin: '*', transfer: [port2] });
  });

const frame = (attributes) =>
  new Promise((resolve) => {
    const element = document.createElement('iframe');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.addEventListener('load', () => resolve(element.contentWindow), { once: true });
    document.body.append(element);
  });

// Prepares the place that a request is made from: this page, a worker, or a frame. Resolves when
// its script runs.
let target = null;
const prepare = async (place) => {
  if (place.kind === 'worker') target = new Worker(place.url);
  if (place.kind === 'frame') target = await frame(place.attributes);
  if (target !== null) await throughPort(target, null);
};

const runThere = (ask) => (target === null ? run(ask) : throughPort(target, ask));

Object.assign(globalThis, { run, prepare, runThere });
