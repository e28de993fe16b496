import { askWith, countedText, echo, frame, getter, group, outcome, spy } from './behaviors.js';

group('headers that are sent', {
  'are an object': () => askWith({ 'X-A': '1', 'x-b': '2' }),
  'are an object without a prototype': () =>
    askWith(Object.assign(Object.create(null), { 'X-A': '1' })),
  'are an instance': () => {
    class Own {
      constructor() {
        this['x-a'] = '1';
      }
      get 'x-b'() {
        return '2';
      }
    }
    return askWith(new Own());
  },
  'are a list': () =>
    askWith([
      ['X-A', '1'],
      ['X-A', '2'],
    ]),
  'are Headers': () => askWith(new Headers({ 'X-A': '1' })),
  'are a subclass of Headers': () => {
    class Own extends Headers {}
    return askWith(new Own({ 'x-a': '1' }));
  },
  'are Headers behind a Proxy': () => askWith(new Proxy(new Headers({ 'x-a': '1' }), {})),
  'are Headers of a frame': () => {
    const element = frame();
    return askWith(new element.contentWindow.Headers({ 'x-a': '1' }));
  },
  'are Headers whose own methods are changed': async () => {
    const headers = new Headers({ 'x-a': '1' });
    let count = 0;
    headers.forEach =
      headers.entries =
      headers.keys =
        () => {
          count += 1;
        };
    return [await askWith(headers), count];
  },
  'are a Map': () => askWith(new Map([['x-a', '1']])),
  'are a Set of lists': () => askWith(new Set([['x-a', '1']])),
  'are parameters': () => askWith(new URLSearchParams('x-a=1&x-b=2')),
  'are a generator': () =>
    askWith(
      (function* () {
        yield ['x-a', '1'];
        yield ['x-b', '2'];
      })(),
    ),
  'are an iterator that is used up': async () => {
    const iterator = new Map([['x-a', '1']]).entries();
    return [await askWith(iterator), iterator.next().done];
  },
  'are a list of generators': () =>
    askWith([
      (function* () {
        yield 'x-a';
        yield '1';
      })(),
    ]),
  'are a list of iterators': () => askWith([new Set(['x-a', '1']).values()]),
  'are iterated by a method of their own': async () => {
    const log = [];
    const headers = {
      [Symbol.iterator]() {
        log.push(['iterator', this === headers]);
        let count = 0;
        return {
          next() {
            count += 1;
            log.push(`next ${count}`);
            return count === 1 ? { value: ['x-a', '1'], done: false } : { done: true };
          },
          return() {
            log.push('return');
            return {};
          },
        };
      },
    };
    return [await askWith(headers), log];
  },
  'have an iterator that is no function': () =>
    outcome(() => fetch(echo(), { headers: { [Symbol.iterator]: 1 } })),
  'have an iterator that is null': () => askWith({ [Symbol.iterator]: null, 'x-a': '1' }),
  'have an iterator that gives no object': () =>
    outcome(() => fetch(echo(), { headers: { [Symbol.iterator]: () => 1 } })),
  'have an iterator that throws': async () => {
    const mine = new RangeError('mine');
    return fetch(echo(), {
      headers: {
        [Symbol.iterator]() {
          throw mine;
        },
      },
    }).catch((error) => error === mine);
  },
  'have a getter, asked once': async () => {
    let count = 0;
    const result = await askWith({
      get 'x-a'() {
        count += 1;
        return String(count);
      },
    });
    return [count, result];
  },
  'have a getter that sees its own object': async () => {
    let same = null;
    const headers = {
      get 'x-a'() {
        same = this === headers;
        return '1';
      },
    };
    await askWith(headers);
    return same;
  },
  'have a value that is printed once': async () => {
    const text = countedText('1');
    return [await askWith({ 'x-a': text.value }), text.count];
  },
  'have a name in a list that is printed once': async () => {
    const text = countedText('x-a');
    return [await askWith([[text.value, '1']]), text.count];
  },
  'have a getter that throws': async () => {
    let count = 0;
    const mine = new RangeError('mine');
    const same = await fetch(echo(), {
      headers: {
        get 'x-a'() {
          count += 1;
          throw mine;
        },
      },
    }).catch((error) => error === mine);
    return [count, same];
  },
  'are a Proxy': async () => {
    const log = [];
    const result = await askWith(spy({ 'x-a': '1', 'x-b': '2' }, log));
    return [result, log];
  },
  'are a Proxy with hidden members': async () => {
    const target = Object.defineProperty({ 'x-a': '1' }, 'x-b', {
      value: '2',
      enumerable: false,
      configurable: false,
    });
    const log = [];
    return [await askWith(spy(target, log)), log];
  },
  'are a Proxy of a list': async () => {
    const log = [];
    const result = await askWith(spy([['x-a', '1']], log));
    return [result, log];
  },
  'are a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return outcome(() => fetch(echo(), { headers: proxy }));
  },
  'are a revoked Proxy of a list': () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return outcome(() => fetch(echo(), { headers: proxy }));
  },
  'are frozen': () => askWith(Object.freeze({ 'x-a': '1' })),
  'are sealed with a length': () => askWith(Object.seal({ length: '3', 'x-a': '1' })),
  'are inherited': () => askWith(Object.create({ 'x-a': '1' })),
  'are not enumerable': () => askWith(Object.defineProperty({}, 'x-a', { value: '1' })),
  'have numbers for names': () => askWith({ 2: 'b', 1: 'a' }),
  'have a Symbol for a name': () =>
    outcome(() => fetch(echo(), { headers: { [Symbol('x')]: '1' } })),
  'have an invalid name': () => outcome(() => fetch(echo(), { headers: { 'x a': '1' } })),
  'have an invalid value': () => outcome(() => fetch(echo(), { headers: { 'x-a': 'a\nb' } })),
  'have a value that is no byte string': () =>
    outcome(() => fetch(echo(), { headers: { 'x-a': '\u0100' } })),
  'have a value that is a Symbol': () =>
    outcome(() => fetch(echo(), { headers: { 'x-a': Symbol('x') } })),
  'have a name twice': () => askWith({ 'X-A': '1', 'x-a': '2' }),
  'are pairs of three': () => outcome(() => fetch(echo(), { headers: [['a', 'b', 'c']] })),
  'are a list of texts': () => outcome(() => fetch(echo(), { headers: ['ab'] })),
  'are null': () => outcome(() => fetch(echo(), { headers: null })),
  'are text': () => outcome(() => fetch(echo(), { headers: 'x-a: 1' })),
  'are a function': () => askWith(Object.assign(() => {}, { 'x-a': '1' })),
  'are a Date': () => askWith(new Date(0)),
  'are read by their keys in order': async () => {
    const log = [];
    const headers = {};
    for (const name of ['x-c', 'x-a', 'x-b'])
      Object.defineProperty(headers, name, {
        enumerable: true,
        get() {
          log.push(name);
          if (name === 'x-c') delete headers['x-b'];
          return '1';
        },
        configurable: true,
      });
    return [await askWith(headers), log];
  },
});

group('Headers and Response by themselves', {
  'get of something else': () => outcome(() => Headers.prototype.get.call({}, 'a')),
  'get of nothing': () => outcome(() => new Headers().get()),
  'get of an invalid name': () => outcome(() => new Headers().get('a b')),
  'get of a Symbol': () => outcome(() => new Headers().get(Symbol('x'))),
  'get prints a name once': async () => {
    const text = countedText('x-hidden');
    const { headers } = await fetch(echo({ hidden: 1 }));
    return [headers.get(text.value), text.count];
  },
  'has prints a name once': () => {
    const text = countedText('a');
    return [new Headers().has(text.value), text.count];
  },
  'get and has of what was made by hand': () => {
    const headers = new Headers({ a: '1' });
    return [
      headers.get('a'),
      headers.get('b'),
      headers.has('A'),
      headers.has('b'),
      headers.get(null),
    ];
  },
  'headers of something else': () => outcome(() => getter(Response.prototype, 'headers').call({})),
  'headers of the prototype': () => outcome(() => Response.prototype.headers),
  'headers of a Response made by hand': () =>
    new Response('', { headers: { a: '1' } }).headers.get('a'),
  'a subclass of Response with its own headers': () => {
    class Own extends Response {
      get headers() {
        return ['mine', super.headers.get('a')];
      }
    }
    return new Own('', { headers: { a: '1' } }).headers;
  },
  'a subclass of Headers that looks before': () => {
    class Own extends Headers {
      get(name) {
        return `own ${super.get(name)}`;
      }
    }
    return new Own({ a: '1' }).get('a');
  },
});
