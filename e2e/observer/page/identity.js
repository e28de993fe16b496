import {
  ask,
  describe,
  eachWatched,
  echo,
  frame,
  group,
  keysOf,
  outcome,
  printed,
} from './behaviors.js';

const FIRST_FETCH = fetch;

group('identity', {
  'a class that extends fetch': () => outcome(() => class extends fetch {}),
  names: () => eachWatched(({ name, length }) => [name, length]),
  'own keys': () => eachWatched(keysOf),
  'types and tags': () =>
    eachWatched((value) => [
      typeof value,
      Object.prototype.toString.call(value),
      value instanceof Function,
      Object.getPrototypeOf(value) === Function.prototype,
    ]),
  prototypes: () =>
    eachWatched((value) => ['prototype' in value, Object.hasOwn(value, 'prototype')]),
  extensible: () =>
    eachWatched((value) => [
      Object.isExtensible(value),
      Object.isFrozen(value),
      Object.isSealed(value),
    ]),
  'printed by String': () => eachWatched(String),
  'printed by toString': () => eachWatched((value) => value.toString()),
  'printed by Function.prototype.toString': () => eachWatched(printed),
  'printed in a template': () => `${fetch} ${XMLHttpRequest.prototype.open}`,
  'printed by a frame that was just made': () => {
    const element = frame();
    const print = element.contentWindow.Function.prototype.toString;
    const result = eachWatched((value) => print.call(value));
    element.remove();
    return result;
  },
  'printed by a frame’s document’s window': () => {
    const element = frame();
    const print = element.contentDocument.defaultView.Function.prototype.toString;
    const result = eachWatched((value) => print.call(value));
    element.remove();
    return result;
  },
  'of a frame, printed by the page': () => {
    const element = frame();
    const result = [
      printed(element.contentWindow.fetch),
      String(element.contentWindow.XMLHttpRequest.prototype.open),
    ];
    element.remove();
    return result;
  },
  'printed by another frame than its own': () => {
    const [a, b] = [frame(), frame()];
    const result = b.contentWindow.Function.prototype.toString.call(a.contentWindow.fetch);
    a.remove();
    b.remove();
    return result;
  },
  'printed like Sentry looks': () =>
    eachWatched((value) =>
      /^function\s+\w+\(\)\s+\{\s+\[native code\]\s+\}$/.test(String(value).replace(/\n/g, ' ')),
    ),
  'printed in a frame’s sandbox': () => {
    const element = frame((one) => {
      one.hidden = true;
    });
    const native = /\[native code\]/.test(element.contentWindow.fetch.toString());
    element.remove();
    return native;
  },
  'toString of what is no function': () => outcome(() => Function.prototype.toString.call({})),
  'toString of a Proxy, a class and a bound function': () =>
    [new Proxy(() => {}, {}), class A {}, (() => {}).bind()].map(printed),
  'toString of the page’s own functions': () => [
    printed(function named(a, b) {
      return a + b;
    }),
    printed(
      class Own {
        x = 1;
      },
    ),
  ],
  'a Proxy of fetch': () => printed(new Proxy(fetch, {})),
  'descriptors of window': () =>
    ['fetch', 'EventSource', 'XMLHttpRequest', 'Headers', 'Response', 'Function', 'Error'].map(
      (name) => describe(window, name),
    ),
  'descriptors of XMLHttpRequest.prototype': () =>
    Reflect.ownKeys(XMLHttpRequest.prototype).map((name) => [
      String(name),
      describe(XMLHttpRequest.prototype, name),
    ]),
  'descriptors of Headers.prototype': () =>
    Reflect.ownKeys(Headers.prototype).map((name) => [
      String(name),
      describe(Headers.prototype, name),
    ]),
  'descriptors of Response.prototype': () =>
    Reflect.ownKeys(Response.prototype).map((name) => [
      String(name),
      describe(Response.prototype, name),
    ]),
  'descriptors of EventSource.prototype': () =>
    Reflect.ownKeys(EventSource.prototype).map((name) => [
      String(name),
      describe(EventSource.prototype, name),
    ]),
  'descriptors of Function.prototype': () =>
    Reflect.ownKeys(Function.prototype)
      .filter((name) => name !== 'caller' && name !== 'arguments')
      .map((name) => [String(name), describe(Function.prototype, name)]),
  'descriptors of HTMLIFrameElement.prototype': () =>
    Reflect.ownKeys(HTMLIFrameElement.prototype).map((name) => [
      String(name),
      describe(HTMLIFrameElement.prototype, name),
    ]),
  'window’s own keys': () => keysOf(window).filter((name) => !/^(\d+|Symbol.*)$/.test(name)),
  'Error’s own keys': () => [
    Reflect.ownKeys(Error).map(String),
    Reflect.ownKeys(Error.prototype).map(String),
  ],
  'one fetch by all names': () => [
    window.fetch === globalThis.fetch,
    window.fetch === self.fetch,
    window.fetch === fetch,
  ],
  'the same fetch as at first': () => fetch === FIRST_FETCH,
  'new fetch': () => outcome(() => new fetch('x')),
  'new open': () => outcome(() => new XMLHttpRequest.prototype.open()),
  'new toString': () => outcome(() => new Function.prototype.toString()),
  'fetch as a new target': () => outcome(() => Reflect.construct(Object, [], fetch)),
  'a property of the page’s on fetch': () => {
    fetch.custom = 1;
    const result = [fetch.custom, Object.keys(fetch)];
    delete fetch.custom;
    return [result, Object.keys(fetch)];
  },
  'a name given by the page': () => {
    const { name } = fetch;
    Object.defineProperty(fetch, 'name', { value: 'mine', configurable: true });
    const result = fetch.name;
    Object.defineProperty(fetch, 'name', { value: name, configurable: true });
    return result;
  },
  'a prototype given by the page': () => {
    const before = Object.getPrototypeOf(fetch);
    Object.setPrototypeOf(fetch, { mine: 1 });
    const result = [fetch.mine, fetch instanceof Function];
    Object.setPrototypeOf(fetch, before);
    return result;
  },
  'as a key': () => {
    const map = new WeakMap([[fetch, 1]]);
    return [map.get(window.fetch), new Set([fetch, window.fetch]).size];
  },
  'as JSON': () => JSON.stringify({ fetch, list: [fetch] }),
  'called by map': async () => (await Promise.all([echo()].map((url) => fetch(url)))).length,
  'names that the observer uses stay free': () =>
    ['apply', 'observe', 'natives', 'watchCalls', 'describe', 'SafeProxy', 'createList'].map(
      (name) => [name, Object.hasOwn(window, name)],
    ),
  'no name tells of it': () =>
    Reflect.ownKeys(window)
      .map(String)
      .filter((name) => /crosscheck|observ.*channel/i.test(name)),
  'exchanged by the page': async () => {
    const before = window.fetch;
    let count = 0;
    window.fetch = function (...args) {
      count += 1;
      return before.apply(this, args);
    };
    const result = await ask(echo());
    window.fetch = before;
    return [count, result];
  },
  'deleted by the page': () => {
    const descriptor = Object.getOwnPropertyDescriptor(window, 'fetch');
    delete window.fetch;
    const result = typeof window.fetch;
    Object.defineProperty(window, 'fetch', descriptor);
    return result;
  },
});
