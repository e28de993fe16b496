import { ask, countedText, echo, frame, group, outcome, read, spy } from './behaviors.js';

const MEMBERS = [
  'body',
  'cache',
  'credentials',
  'duplex',
  'headers',
  'integrity',
  'keepalive',
  'method',
  'mode',
  'priority',
  'redirect',
  'referrer',
  'referrerPolicy',
  'signal',
  'window',
];
const TEXTS = {
  cache: 'no-store',
  credentials: 'omit',
  integrity: '',
  method: 'POST',
  mode: 'cors',
  redirect: 'follow',
  referrer: '',
  referrerPolicy: 'origin',
};

group('init', {
  'is null': () => ask(echo(), null),
  'is undefined': () => ask(echo(), undefined),
  'is text': () => outcome(() => fetch(echo(), 'x')),
  'is a number': () => outcome(() => fetch(echo(), 1)),
  'is a Symbol': () => outcome(() => fetch(echo(), Symbol('x'))),
  'is a function': () =>
    ask(
      echo(),
      Object.assign(() => {}, { method: 'POST' }),
    ),
  'is an instance with getters': () => {
    class Init {
      get method() {
        return 'POST';
      }
    }
    return ask(echo(), new Init());
  },
  'inherits its members': () => ask(echo(), Object.create({ method: 'POST', body: 'inherited' })),
  'is without a prototype': () =>
    ask(echo(), Object.assign(Object.create(null), { method: 'POST' })),
  'is frozen': () =>
    ask(echo(), Object.freeze({ method: 'POST', headers: Object.freeze({ accept: 'x/y' }) })),
  'is a list': () => ask(echo(), Object.assign([], { method: 'POST' })),
  'is followed by more': () => ask(echo(), { method: 'POST' }, { method: 'PUT' }),
  'has each member read once, in order': async () => {
    const log = [];
    const init = {};
    for (const name of MEMBERS)
      Object.defineProperty(init, name, {
        get() {
          log.push([name, this === init]);
        },
      });
    await fetch(echo(), init);
    return log;
  },
  'has each member read and turned into text before the next': async () => {
    const log = [];
    const init = {};
    for (const name of MEMBERS) {
      Object.defineProperty(init, name, {
        get() {
          log.push(`get ${name}`);
          if (name in TEXTS)
            return {
              toString() {
                log.push(`text of ${name}`);
                return TEXTS[name];
              },
            };
          return name === 'headers'
            ? {
                get accept() {
                  log.push('value of accept');
                  return 'x/y';
                },
              }
            : undefined;
        },
      });
    }
    return [await ask(echo(), init), log];
  },
  'has a getter that answers once': async () => {
    let count = 0;
    const result = await ask(echo(), {
      get method() {
        count += 1;
        return count === 1 ? 'POST' : 'PUT';
      },
    });
    return [count, result];
  },
  'has a getter that throws': async () => {
    let count = 0;
    const mine = new RangeError('mine');
    const same = await fetch(echo(), {
      get method() {
        count += 1;
        throw mine;
      },
    }).catch((error) => error === mine);
    return [count, same];
  },
  'has a getter that throws at first': async () => {
    let count = 0;
    const result = await ask(echo(), {
      get method() {
        count += 1;
        if (count === 1) throw new RangeError('x');
        return 'GET';
      },
    });
    return [count, result];
  },
  'is a Proxy': async () => {
    const log = [];
    const result = await ask(echo(), spy({ method: 'POST', credentials: 'omit' }, log));
    return [result, log];
  },
  'is a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return outcome(() => fetch(echo(), proxy));
  },
  'is another frame’s': () => {
    const element = frame();
    const init = element.contentWindow.eval("({ method: 'POST', headers: { accept: 'x/y' } })");
    return ask(echo(), init);
  },
  'has a method in small letters': () => ask(echo(), { method: 'post' }),
  'has a method that is not normalized': () => ask(echo({ methods: 'PATCH' }), { method: 'patch' }),
  'has a method that is no token': () => outcome(() => fetch(echo(), { method: 'A B' })),
  'has a forbidden method': () => outcome(() => fetch(echo(), { method: 'TRACE' })),
  'has a method that is null': () => outcome(() => fetch(echo({ methods: '*' }), { method: null })),
  'has a method that is a Symbol': () => outcome(() => fetch(echo(), { method: Symbol('x') })),
  'has a method that is printed once': async () => {
    const text = countedText('POST');
    return [await ask(echo(), { method: text.value }), text.count];
  },
  'has a method that cannot be text': () =>
    outcome(() => fetch(echo(), { method: Object.create(null) })),
  'has a method that is no byte string': () => outcome(() => fetch(echo(), { method: '\u0100' })),
  'has unknown credentials': () => outcome(() => fetch(echo(), { credentials: 'bogus' })),
  'has credentials that are null': () => outcome(() => fetch(echo(), { credentials: null })),
  'has credentials that are printed once': async () => {
    const text = countedText('omit');
    return [await ask(echo(), { credentials: text.value }), text.count];
  },
  'has an unknown mode': () => outcome(() => fetch(echo(), { mode: { toString: () => 'bogus' } })),
  'has the mode navigate': () => outcome(() => fetch(echo(), { mode: 'navigate' })),
  'has the mode no-cors': async () => {
    const { type, status } = await fetch(echo({ allow: 'x' }), { mode: 'no-cors' });
    return [type, status];
  },
  'has the mode same-origin': () => outcome(() => fetch(echo(), { mode: 'same-origin' })),
  'has a window': () => outcome(() => fetch(echo(), { window: 1 })),
  'has a body with GET': () => outcome(() => fetch(echo(), { body: 'x' })),
  'has a form': async () => {
    const form = new FormData();
    form.append('a', '1');
    return (await read(await fetch(echo(), { method: 'POST', body: form }))).body.body;
  },
  'has a Blob': () =>
    ask(echo(), { method: 'POST', body: new Blob(['x'], { type: 'text/plain' }) }),
  'has parameters': () => ask(echo(), { method: 'POST', body: new URLSearchParams('a=1') }),
  'has a body that is printed once': async () => {
    const text = countedText('b');
    return [await ask(echo(), { method: 'POST', body: text.value }), text.count];
  },
  'has a stream without duplex': () =>
    outcome(() => fetch('/echo', { method: 'POST', body: new ReadableStream() })),
  'has integrity that does not match': () =>
    outcome(() => fetch('/echo', { integrity: 'sha256-AAAA' })),
  'is kept alive': () => ask(echo(), { keepalive: true, method: 'POST', body: 'x' }),
});
