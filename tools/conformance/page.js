// Runs in the page of a group of scenarios, after scripted-servers/scenario-page.js.
// `settle(places)` prepares the places that requests are made from. `play(scenarios)` makes the
// requests and returns what the page got for each.
/* global run, frame, throughPort */
const places = new Map();

const sharedWorker = (url) => {
  const { port } = new SharedWorker(url);
  port.start();
  return {
    postMessage: (message, { transfer }) => port.postMessage(message, transfer),
  };
};

const serviceWorker = async (url) => {
  const registration = await navigator.serviceWorker.register(url, {
    // Frames of the app keep their own service workers.
    scope: new URL('elsewhere/', url),
  });
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  while (worker.state !== 'activated') {
    await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
  }
  return worker;
};

const makers = {
  frame: ({ attributes }) => frame(attributes),
  worker: ({ url }) => new Worker(url),
  'shared-worker': ({ url }) => sharedWorker(url),
  'service-worker': ({ url }) => serviceWorker(url),
};

const settle = async (wanted) => {
  for (const place of wanted) {
    const target = await makers[place.kind](place);
    await throughPort(target, null);
    places.set(place.name, target);
  }
};

const LIMIT = 3_000;
const withinLimit = (promise) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, LIMIT, 'no end'))]);

const playOne = async ({ place, asks }) => {
  const target = places.get(place);
  const told = [];
  for (const ask of asks) {
    told.push(await withinLimit(target === undefined ? run(ask) : throughPort(target, ask)));
  }
  return told;
};

const AT_ONCE = 8;

const play = async (scenarios) => {
  const waiting = [...scenarios.entries()];
  const told = scenarios.map(() => []);
  const next = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      told[one[0]] = await playOne(one[1]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return told;
};

Object.assign(globalThis, { settle, play });
