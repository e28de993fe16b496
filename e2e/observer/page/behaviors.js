// Runs in the page, with and without the observer: what the page's own code can see of the
// functions that the observer watches. The results of all behaviors are compared as JSON. The other
// files of this folder hold the groups of behaviors, and use these helpers.

export const OWN = location.origin;
const groups = {};
export const group = (name, behaviors) => {
  groups[name] = behaviors;
};

export const told = (error) => {
  if (Object(error) !== error) return `threw ${String(error)}`;
  return `${error.name}: ${error.message}`;
};
/** What a function returns or throws; a promise is awaited. */
export const outcome = async (act) => {
  let promise;
  try {
    promise = act();
  } catch (error) {
    return `at once ${told(error)}`;
  }
  return Promise.resolve(promise).then(
    (value) => value ?? null,
    (error) => `later ${told(error)}`,
  );
};
export const echo = (query = {}) => `${API}/echo?${new URLSearchParams({ allow: '*', ...query })}`;
export const withName = (name, more = {}) => echo({ names: name, ...more });
/** What the server was sent and what the page got. */
export const read = async (response) => {
  const { status, type, ok, redirected, url } = response;
  const body = type === 'opaque' ? null : await response.json();
  return { status, type, ok, redirected, url: url.replace(API, 'API').replace(OWN, 'OWN'), body };
};
export const ask = (...args) => outcome(async () => read(await fetch(...args)));
export const askWith = (headers) => ask(withName('*'), { headers });
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const countedText = (text) => {
  const counted = { count: 0 };
  counted.value = {
    toString() {
      counted.count += 1;
      return text;
    },
  };
  return counted;
};
/** An object that records everything done to it. */
const spied = (target, log, label = '') => {
  const name = (key) => `${label}${String(key)}`;
  return new Proxy(target, {
    get(object, key, receiver) {
      log.push(`get ${name(key)} ${receiver === spies.get(target)}`);
      return Reflect.get(object, key);
    },
    has(object, key) {
      log.push(`has ${name(key)}`);
      return Reflect.has(object, key);
    },
    ownKeys(object) {
      log.push(`keys ${label}`);
      return Reflect.ownKeys(object);
    },
    getOwnPropertyDescriptor(object, key) {
      log.push(`own ${name(key)}`);
      return Reflect.getOwnPropertyDescriptor(object, key);
    },
    getPrototypeOf(object) {
      log.push(`prototype ${label}`);
      return Reflect.getPrototypeOf(object);
    },
  });
};
const spies = new WeakMap();
export const spy = (target, log, label) => {
  const proxy = spied(target, log, label);
  spies.set(target, proxy);
  return proxy;
};
/** Changes a property while `act` runs synchronously. */
export const during = (object, name, descriptor, act) => {
  const before = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { configurable: true, ...descriptor });
  try {
    return act();
  } finally {
    if (before === undefined) delete object[name];
    else Object.defineProperty(object, name, before);
  }
};
export const frame = (change = () => {}) => {
  const element = document.createElement('iframe');
  change(element);
  document.body.append(element);
  return element;
};
export const loaded = (element) =>
  new Promise((resolve) => element.addEventListener('load', resolve, { once: true }));
/** Firefox sorts these names in the order in which they are read. */
export const keysOf = (object) => Reflect.ownKeys(object).map(String).sort();
export const describe = (object, name) => {
  const { value, get, set, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(
    object,
    name,
  );
  const part = (one) =>
    typeof one === 'function' ? [one.name, one.length, keysOf(one)] : typeof one;
  return [part(value), part(get), part(set), writable, enumerable, configurable];
};
export const printed = (value) => Function.prototype.toString.call(value);
export const getter = (object, name) => Object.getOwnPropertyDescriptor(object, name).get;
const WATCHED = () => [
  ['fetch', fetch],
  ['open', XMLHttpRequest.prototype.open],
  ['send', XMLHttpRequest.prototype.send],
  ['setRequestHeader', XMLHttpRequest.prototype.setRequestHeader],
  ['getResponseHeader', XMLHttpRequest.prototype.getResponseHeader],
  ['get', Headers.prototype.get],
  ['has', Headers.prototype.has],
  ['headers', getter(Response.prototype, 'headers')],
  ['EventSource', EventSource],
  ['toString', Function.prototype.toString],
  ['contentWindow', getter(HTMLIFrameElement.prototype, 'contentWindow')],
  ['contentDocument', getter(HTMLIFrameElement.prototype, 'contentDocument')],
];
export const eachWatched = (look) => WATCHED().map(([name, value]) => [name, look(value)]);
/** The lines of a stack trace without their positions. */
export const shape = (stack) =>
  String(stack)
    .replace(/:\d+:\d+/g, '')
    .replaceAll(OWN, 'OWN')
    .split('\n')
    .filter((line) => line !== '');

/** The events and states of an XMLHttpRequest. */
export const xhr = (act, request = new XMLHttpRequest()) =>
  new Promise((resolve) => {
    const events = [];
    for (const type of [
      'readystatechange',
      'loadstart',
      'load',
      'error',
      'abort',
      'timeout',
      'loadend',
    ]) {
      request.addEventListener(type, () => {
        events.push(type === 'readystatechange' ? request.readyState : type);
        if (type !== 'loadend') return;
        const { status, responseURL, responseText } = request;
        resolve({
          events,
          status,
          url: responseURL.replace(API, 'API').replace(OWN, 'OWN'),
          responseText,
        });
      });
    }
    try {
      act(request);
    } catch (error) {
      resolve(`threw ${told(error)}`);
    }
  });
export const opened =
  (...args) =>
  (request) => {
    request.open(...args);
    request.send();
  };

const PATIENCE = 8000;
const tried = (behavior) =>
  Promise.race([
    Promise.resolve()
      .then(behavior)
      .then(
        (value) => value ?? null,
        (error) => `failed: ${told(error)}`,
      ),
    pause(PATIENCE).then(() => 'no end'),
  ]);

/** Group → behavior → its result. */
export const tryAll = async () => {
  const results = {};
  for (const [name, behaviors] of Object.entries(groups)) {
    results[name] = {};
    for (const [sentence, behavior] of Object.entries(behaviors)) {
      results[name][sentence] = await tried(behavior);
    }
  }
  return JSON.stringify(results);
};
