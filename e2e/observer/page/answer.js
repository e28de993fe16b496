import { ask, echo, group, outcome, pause } from './behaviors.js';

group('the promise and the answer', {
  'are of the page’s classes': async () => {
    const promise = fetch(echo());
    const response = await promise;
    return [
      promise instanceof Promise,
      promise.constructor === Promise,
      Object.getPrototypeOf(promise) === Promise.prototype,
      Reflect.ownKeys(promise),
      response instanceof Response,
      Reflect.ownKeys(response),
    ];
  },
  'is rejected after as many turns': async () => {
    let turns = 0;
    let isOver = false;
    fetch('http://[').catch(() => {
      isOver = true;
    });
    while (!isOver && turns < 50) {
      await null;
      turns += 1;
    }
    return turns;
  },
  'is resolved in order': async () => {
    const log = [];
    const promise = fetch('data:,x').then(() => log.push('then'));
    log.push('after');
    await promise;
    return log;
  },
  'is a new one each time': () => {
    const [a, b] = [fetch(echo()), fetch(echo())];
    return a === b;
  },
  'has methods of the page': () => {
    const promise = fetch(echo());
    return ['then', 'catch', 'finally'].map((name) => promise[name] === Promise.prototype[name]);
  },
  'that nobody catches is told once, itself': async () => {
    const told = [];
    const hear = (event) => {
      told.push(event.promise);
      event.preventDefault();
    };
    addEventListener('unhandledrejection', hear);
    const promise = fetch(echo({ allow: 'x' }));
    await pause(500);
    removeEventListener('unhandledrejection', hear);
    return [told.length, told[0] === promise];
  },
  'that is caught is not told': async () => {
    let count = 0;
    const hear = () => {
      count += 1;
    };
    addEventListener('unhandledrejection', hear);
    await fetch(echo({ allow: 'x' })).catch(() => {});
    await pause(200);
    removeEventListener('unhandledrejection', hear);
    return count;
  },
  'that is caught late is told as handled': async () => {
    const log = [];
    const unhandled = (event) => {
      log.push('unhandled');
      event.preventDefault();
    };
    const handled = (event) => log.push(['handled', event.promise === promise]);
    addEventListener('unhandledrejection', unhandled);
    addEventListener('rejectionhandled', handled);
    const promise = fetch('http://[');
    await pause(200);
    promise.catch(() => {});
    await pause(200);
    removeEventListener('unhandledrejection', unhandled);
    removeEventListener('rejectionhandled', handled);
    return log;
  },
  'is refused': () => outcome(() => fetch(echo({ allow: 'x' }))),
  'is refused by its preflight': () => outcome(() => fetch(echo(), { method: 'PUT' })),
  'has one set of headers': async () => {
    const response = await fetch(echo());
    const { headers } = response;
    return [
      response.headers === headers,
      response.clone().headers === headers,
      headers instanceof Headers,
    ];
  },
  'hides a header': async () => {
    const { headers } = await fetch(echo({ hidden: 1 }));
    return [headers.get('x-hidden'), headers.has('X-Hidden'), [...headers.keys()]];
  },
  'shows an exposed header': async () => {
    const { headers } = await fetch(echo({ hidden: 1, expose: 'x-hidden' }));
    return [headers.get('X-Hidden'), headers.has('x-hidden')];
  },
  'has headers that cannot be changed': async () => {
    const { headers } = await fetch(echo());
    return outcome(() => headers.set('a', 'b'));
  },
  'is streamed': async () => {
    const reader = (await fetch(echo())).body.getReader();
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return size;
      size += value.length;
    }
  },
  'is cloned': async () => {
    const response = await fetch(echo());
    const clone = response.clone();
    return [(await response.text()) === (await clone.text()), response.bodyUsed];
  },
  'is redirected': () => ask(echo({ to: '/echo?allow=*' })),
  'is a redirect by hand': async () => {
    const { type, status } = await fetch(echo({ to: '/echo' }), { redirect: 'manual' });
    return [type, status];
  },
  'is a redirect that is an error': () =>
    outcome(() => fetch(echo({ to: '/echo' }), { redirect: 'error' })),
  'is aborted before': async () => {
    const control = new AbortController();
    control.abort();
    return outcome(() => fetch(echo(), { signal: control.signal }));
  },
  'is aborted for a reason, the same object': async () => {
    const control = new AbortController();
    const why = new RangeError('why');
    const promise = fetch(echo({ delay: 1000 }), { signal: control.signal });
    control.abort(why);
    return promise.catch((error) => error === why);
  },
  'is aborted during': async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(), 50);
    return outcome(() => fetch(echo({ delay: 1000 }), { signal: control.signal }));
  },
  'runs out of time': () =>
    outcome(() => fetch(echo({ delay: 1000 }), { signal: AbortSignal.timeout(50) })),
  'has a signal that is none': () => outcome(() => fetch(echo(), { signal: {} })),
  'comes fifty times at once': async () =>
    (await Promise.all(Array.from({ length: 50 }, (_, i) => fetch(echo({ i }))))).every(
      ({ ok }) => ok,
    ),
});
