import { during, echo, getter, group, outcome, printed, read, withName } from './behaviors.js';

/** How many of its own calls the page notices, for each kind of request. */
const heard = (object, name, descriptorOf) => {
  let count = 0;
  const descriptor = descriptorOf(() => {
    count += 1;
  });
  const url = echo();
  const body = '[{"operationName":"a","query":"query a { b }"},{"jsonrpc":"2.0","method":"c"}]';
  const init = { method: 'POST', headers: { accept: 'x/y', 'x-operation': 'd' }, body };
  const promises = [];
  const made = new Headers();
  const counts = during(object, name, descriptor, () => {
    const counts = [];
    const step = (act) => {
      count = 0;
      let result;
      try {
        result = act();
      } catch (error) {
        result = error;
      }
      counts.push(count);
      return result;
    };
    promises.push(step(() => fetch(url, init)));
    promises.push(step(() => fetch(url)));
    const x = step(() => new XMLHttpRequest());
    step(() => x.open('POST', url));
    step(() => x.setRequestHeader('x-operation', 'd'));
    step(() => x.send(body));
    step(() => x.getResponseHeader('x-none'));
    step(() => made.get('x-none'));
    step(() => made.has('x-none'));
    step(() => new EventSource('/events')).close?.();
    step(() => printed(fetch));
    return counts;
  });
  for (const promise of promises) promise?.catch?.(() => {});
  return counts;
};
const method = (object, name) => () => {
  const before = object[name];
  return heard(object, name, (hear) => ({
    writable: true,
    value: function (...args) {
      hear();
      return Reflect.apply(before, this, args);
    },
  }));
};
const member = (object, name) => () =>
  heard(object, name, (hear) => ({ get: () => void hear(), set: () => void hear() }));
const kept = (object, name) => () => {
  const before = object[name];
  return heard(object, name, (hear) => ({
    get: () => {
      hear();
      return before;
    },
    set: () => void hear(),
  }));
};

const echoed = echo();

group('what a page changed, heard of as often', {
  'Promise.prototype.then': method(Promise.prototype, 'then'),
  'Promise.prototype.constructor': kept(Promise.prototype, 'constructor'),
  'Promise[Symbol.species]': () =>
    heard(Promise, Symbol.species, (hear) => ({
      get: function () {
        hear();
        return this;
      },
    })),
  'JSON.parse': method(JSON, 'parse'),
  'RegExp.prototype.exec': method(RegExp.prototype, 'exec'),
  'RegExp.prototype.lastIndex': member(RegExp.prototype, 'lastIndex'),
  'Object.prototype.operationName': member(Object.prototype, 'operationName'),
  'Object.prototype.query': member(Object.prototype, 'query'),
  'Object.prototype.jsonrpc': member(Object.prototype, 'jsonrpc'),
  'Array.prototype[Symbol.iterator]': method(Array.prototype, Symbol.iterator),
  'Headers.prototype[Symbol.iterator]': method(Headers.prototype, Symbol.iterator),
  'Headers.prototype.forEach': method(Headers.prototype, 'forEach'),
  'Array.prototype[0]': member(Array.prototype, '0'),
  'Array.prototype[1]': member(Array.prototype, '1'),
  'Array.prototype.push': method(Array.prototype, 'push'),
  'Array.prototype.forEach': method(Array.prototype, 'forEach'),
  'Array.prototype.toJSON': member(Array.prototype, 'toJSON'),
  'Object.prototype.toJSON': member(Object.prototype, 'toJSON'),
  'String.prototype.toJSON': member(String.prototype, 'toJSON'),
  'Object.prototype.get': member(Object.prototype, 'get'),
  'Object.prototype.set': member(Object.prototype, 'set'),
  'Object.prototype.value': member(Object.prototype, 'value'),
  'Object.prototype.apply': member(Object.prototype, 'apply'),
  'Object.prototype.construct': member(Object.prototype, 'construct'),
  'Object.prototype.getPrototypeOf': member(Object.prototype, 'getPrototypeOf'),
  'Object.prototype.length': member(Object.prototype, 'length'),
  'Object.prototype.url': member(Object.prototype, 'url'),
  'Object.prototype.method': member(Object.prototype, 'method'),
  'Object.prototype.credentials': member(Object.prototype, 'credentials'),
  'Object.prototype.mode': member(Object.prototype, 'mode'),
  'Object.prototype.names': member(Object.prototype, 'names'),
  'Object.prototype.at': member(Object.prototype, 'at'),
  'Object.prototype.message': member(Object.prototype, 'message'),
  'Object.prototype.stack': member(Object.prototype, 'stack'),
  'Object.prototype.name': member(Object.prototype, 'name'),
  'Function.prototype.call': method(Function.prototype, 'call'),
  'Function.prototype.apply': method(Function.prototype, 'apply'),
  'Function.prototype.bind': method(Function.prototype, 'bind'),
  'Function.prototype.prototype': member(Function.prototype, 'prototype'),
  'Function.prototype.prepareStackTrace': member(Function.prototype, 'prepareStackTrace'),
  'String.prototype.toString': method(String.prototype, 'toString'),
  'String.prototype.toUpperCase': method(String.prototype, 'toUpperCase'),
  'String.prototype.slice': method(String.prototype, 'slice'),
  'String.prototype.indexOf': method(String.prototype, 'indexOf'),
  'Number.prototype.toString': method(Number.prototype, 'toString'),
  'WeakMap.prototype.get': method(WeakMap.prototype, 'get'),
  'WeakMap.prototype.set': method(WeakMap.prototype, 'set'),
  'Reflect.apply': () => {
    const before = Reflect.apply;
    return heard(Reflect, 'apply', (hear) => ({
      writable: true,
      value: (...args) => {
        hear();
        return before(...args);
      },
    }));
  },
  'Reflect.get': method(Reflect, 'get'),
  'Reflect.construct': method(Reflect, 'construct'),
  'Object.defineProperty': method(Object, 'defineProperty'),
  'Object.getOwnPropertyDescriptor': method(Object, 'getOwnPropertyDescriptor'),
  'JSON.stringify': method(JSON, 'stringify'),
  'Date.now': method(Date, 'now'),
  'Math.random': method(Math, 'random'),
  'window.URL': kept(window, 'URL'),
  'window.Request': kept(window, 'Request'),
  'window.Headers': kept(window, 'Headers'),
  'window.Proxy': kept(window, 'Proxy'),
  'window.Error': kept(window, 'Error'),
  'window.EventSource': kept(window, 'EventSource'),
  'URL.prototype.href': () => {
    const before = getter(URL.prototype, 'href');
    return heard(URL.prototype, 'href', (hear) => ({
      get: function () {
        hear();
        return Reflect.apply(before, this, []);
      },
    }));
  },
  'Request.prototype.url': () => {
    const before = getter(Request.prototype, 'url');
    return heard(Request.prototype, 'url', (hear) => ({
      get: function () {
        hear();
        return Reflect.apply(before, this, []);
      },
    }));
  },
  'Node.prototype.baseURI': () => {
    const before = getter(Node.prototype, 'baseURI');
    return heard(Node.prototype, 'baseURI', (hear) => ({
      get: function () {
        hear();
        return Reflect.apply(before, this, []);
      },
    }));
  },
  'XMLHttpRequest.prototype.withCredentials': () => {
    const before = getter(XMLHttpRequest.prototype, 'withCredentials');
    return heard(XMLHttpRequest.prototype, 'withCredentials', (hear) => ({
      get: function () {
        hear();
        return Reflect.apply(before, this, []);
      },
    }));
  },
  'Error.captureStackTrace': method(Error, 'captureStackTrace'),
  'Error.prepareStackTrace': () =>
    heard(Error, 'prepareStackTrace', (hear) => ({
      writable: true,
      value: () => {
        hear();
        return 'mine';
      },
    })),
  'Error.prepareStackTrace by a getter': member(Error, 'prepareStackTrace'),
  'Error.stackTraceLimit': () =>
    during(Error, 'stackTraceLimit', { value: 0, writable: true }, () => [
      typeof fetch(echo()).then,
      Error.stackTraceLimit,
    ]),
  'Error.prototype.stack': () =>
    heard(Error.prototype, 'stack', (hear) => ({
      get: () => {
        hear();
        return 'mine';
      },
    })),
  'Error.prototype.toString': method(Error.prototype, 'toString'),
  'EventTarget.prototype.dispatchEvent': method(EventTarget.prototype, 'dispatchEvent'),
  'EventTarget.prototype.addEventListener': method(EventTarget.prototype, 'addEventListener'),
  'a formatter that stays the page’s': () => {
    const mine = () => 'mine';
    return during(
      Error,
      'prepareStackTrace',
      { value: mine, writable: true, enumerable: true },
      () => {
        void fetch(echo());
        const { value, ...rest } = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
        return [
          value === mine,
          rest,
          Reflect.ownKeys(Error).map(String),
          new Error('x').stack === 'mine',
        ];
      },
    );
  },
  'a promise class of the page': async () => {
    const before = window.Promise;
    class Own extends before {}
    window.Promise = Own;
    try {
      const promise = fetch(echo());
      return [promise instanceof before, promise instanceof Own, (await promise).status];
    } finally {
      window.Promise = before;
    }
  },
  'an iterator without end': async () =>
    (
      await during(
        Array.prototype,
        Symbol.iterator,
        { writable: true, value: () => ({ next: () => ({ done: false, value: 'x' }) }) },
        () => fetch(echoed),
      )
    ).status,
  'lists of headers with a changed iterator': async () => {
    const init = { headers: [['x-a', '1']] };
    const url = withName('*');
    const before = Array.prototype[Symbol.iterator];
    return outcome(async () =>
      read(
        await during(
          Array.prototype,
          Symbol.iterator,
          { writable: true, value: () => Reflect.apply(before, [['x-b', '2']], []) },
          () => fetch(url, init),
        ),
      ),
    );
  },
  'Headers with a changed iterator': async () => {
    const init = { headers: new Headers({ 'x-a': '1' }) };
    const url = withName('*');
    return outcome(async () =>
      read(
        await during(
          Headers.prototype,
          Symbol.iterator,
          { writable: true, value: () => new Map([['x-b', '2']]).entries() },
          () => fetch(url, init),
        ),
      ),
    );
  },
});
