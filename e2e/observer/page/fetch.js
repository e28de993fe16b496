import {
  ask,
  countedText,
  echo,
  frame,
  group,
  OWN,
  opened,
  outcome,
  pause,
  told,
  withName,
  xhr,
} from './behaviors.js';

group('the URL of a fetch', {
  'is text': () => ask(echo()),
  'is relative': () => ask('/echo?x=1'),
  'is a URL object': () => ask(new URL(echo())),
  'is a URL object that prints another': async () => {
    const url = new URL(echo());
    url.toString = () => echo({ other: 1 });
    return ask(url);
  },
  'is an object, printed once': async () => {
    const text = countedText(echo());
    return [await ask(text.value), text.count];
  },
  'is an object that is made primitive once': async () => {
    const hints = [];
    const result = await ask({
      [Symbol.toPrimitive]: (hint) => {
        hints.push(hint);
        return echo();
      },
    });
    return [result, hints];
  },
  'is an object whose valueOf is asked after toString': () =>
    ask({ toString: () => ({}), valueOf: () => echo() }),
  'is a String object': () => ask(new String(echo())),
  'is a function that prints it': () => ask(Object.assign(() => {}, { toString: () => echo() })),
  'is a list with it': () => ask([echo()]),
  'is a number': async () => (await fetch(12345)).status,
  'is null': async () => (await fetch(null)).url.replace(OWN, 'OWN'),
  'is undefined': async () => (await fetch(undefined)).url.replace(OWN, 'OWN'),
  'is the place of the page': async () => (await fetch(location)).status,
  'is a Symbol': () => outcome(() => fetch(Symbol('x'))),
  'is an object that becomes a Symbol': () =>
    outcome(() => fetch({ [Symbol.toPrimitive]: () => Symbol('x') })),
  'is an object that cannot be text': () => outcome(() => fetch(Object.create(null))),
  'is an object that throws': async () => {
    const mine = new RangeError('mine');
    return fetch({
      toString() {
        throw mine;
      },
    }).catch((error) => [error === mine, told(error)]);
  },
  'is missing': () => outcome(() => fetch()),
  'does not parse': () => outcome(() => fetch('http://[')),
  'has a password': () => outcome(() => fetch('http://a:b@127.0.0.1:1/')),
  'is data:': async () => (await fetch('data:text/plain,hello')).text(),
  'is blob:': async () => (await fetch(URL.createObjectURL(new Blob(['hello'])))).text(),
  'is printed with a lone surrogate': () => ask(`/echo?x=${'\ud800'}`),
  'is a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return outcome(() => fetch(proxy));
  },
});

group('a Request', {
  'is fetched': () => ask(new Request(echo(), { method: 'POST', body: 'x' })),
  'is used up by it': async () => {
    const request = new Request(echo(), { method: 'POST', body: 'x' });
    const first = await ask(request);
    return [first, request.bodyUsed, await ask(request)];
  },
  'leaves its clone alone': async () => {
    const request = new Request(echo(), { method: 'POST', body: 'x' });
    const clone = request.clone();
    await ask(request);
    return [clone.bodyUsed, await clone.text()];
  },
  'is overridden by init': () =>
    ask(new Request(withName('*', { methods: '*' }), { method: 'PUT', headers: { 'x-a': '1' } }), {
      method: 'POST',
      headers: { 'x-b': '2' },
      body: 'y',
    }),
  'is a subclass': async () => {
    class Mine extends Request {
      constructor(...args) {
        super(...args);
        this.mine = 1;
      }
      get url() {
        throw new Error('overridden');
      }
      get method() {
        return 'BREW';
      }
    }
    const request = new Mine(echo());
    return [request instanceof Request, request.mine, await ask(request)];
  },
  'behind a Proxy is text': () => ask(new Proxy(new Request(echo()), {})),
  'with changed properties stays what it was': () => {
    const request = new Request(echo());
    Object.defineProperty(request, 'url', {
      get() {
        throw new Error('never');
      },
    });
    return ask(request);
  },
  'of a frame': () => {
    const element = frame();
    const result = ask(new element.contentWindow.Request(echo(), { method: 'POST', body: 'z' }));
    element.remove();
    return result;
  },
  'keeps its signal': async () => {
    const control = new AbortController();
    const request = new Request(echo({ delay: 1500 }), { signal: control.signal });
    const result = outcome(() => fetch(request));
    control.abort(new RangeError('enough'));
    return result;
  },
  'with headers is sent with them': () =>
    ask(new Request(withName('x-a'), { headers: { 'X-A': '1' } })),
});

group('this', {
  'is nothing': async () => {
    const f = fetch;
    return (await f(echo())).status;
  },
  'is window': async () => (await fetch.call(window, echo())).status,
  'is undefined': async () => (await fetch.call(undefined, echo())).status,
  'is null': async () =>
    (await fetch.apply(null, [echo(), { method: 'POST', body: 'abc' }])).status,
  'is another object': () => outcome(() => fetch.call({}, echo())),
  'is a number': () => outcome(() => fetch.call(1, echo())),
  'is bound': async () => (await fetch.bind(window)(echo())).status,
  'is applied by Reflect': async () => (await Reflect.apply(fetch, window, [echo()])).status,
  'is a frame': async () => {
    const element = frame();
    const result = await outcome(
      async () => (await fetch.call(element.contentWindow, echo())).status,
    );
    element.remove();
    return result;
  },
  'inherits from window': () => outcome(() => fetch.call(Object.create(window), echo())),
});

group('other ways to ask', {
  'a beacon': () => navigator.sendBeacon(echo(), 'x'),
  'a worker': () =>
    new Promise((resolve) => {
      const worker = new Worker(
        URL.createObjectURL(
          new Blob([
            `fetch(${JSON.stringify(echo())}).then(({ status }) => postMessage([status, String(fetch)]))`,
          ]),
        ),
      );
      worker.onmessage = ({ data }) => {
        worker.terminate();
        resolve(data);
      };
    }),
  'the entry in the page’s timing': async () => {
    performance.clearResourceTimings();
    await (await fetch(echo({ timed: 1 }))).text();
    await xhr(opened('GET', echo({ timed: 2 })));
    await pause(100);
    return performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('timed'))
      .map(({ initiatorType }) => initiatorType);
  },
  'an image': () =>
    new Promise((resolve) => {
      const image = new Image();
      image.onerror = ({ type }) => resolve(type);
      image.src = echo();
    }),
});
