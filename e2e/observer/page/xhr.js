import {
  countedText,
  echo,
  frame,
  group,
  opened,
  outcome,
  told,
  withName,
  xhr,
} from './behaviors.js';

group('XMLHttpRequest', {
  gets: () => xhr(opened('GET', echo())),
  'is refused': () => xhr(opened('GET', echo({ allow: 'x' }))),
  'puts with headers': () =>
    xhr((x) => {
      x.open('PUT', echo({ methods: 'PUT', names: 'x-a' }));
      x.setRequestHeader('X-A', '1');
      x.setRequestHeader('x-a', '2');
      x.send('body');
    }),
  'with credentials': () =>
    xhr((x) => {
      x.open('GET', echo());
      x.withCredentials = true;
      x.send();
    }),
  'is synchronous': () => {
    const x = new XMLHttpRequest();
    x.open('GET', echo(), false);
    x.send();
    return [x.status, x.responseText];
  },
  'is synchronous and refused': () => {
    const x = new XMLHttpRequest();
    x.open('GET', echo({ allow: 'x' }), false);
    return outcome(() => x.send());
  },
  'is asynchronous by default': () => {
    const x = new XMLHttpRequest();
    x.open('GET', echo());
    x.send();
    return x.readyState;
  },
  'is synchronous for undefined': () => {
    const x = new XMLHttpRequest();
    x.open('GET', '/echo', undefined);
    x.send();
    return x.readyState;
  },
  'is a subclass': () => {
    class Own extends XMLHttpRequest {
      open(...args) {
        this.opened = args[0];
        return super.open(...args);
      }
      send(body) {
        this.sent = true;
        return super.send(body);
      }
    }
    const own = new Own();
    return xhr(opened('GET', echo()), own).then((result) => [own.opened, own.sent, result]);
  },
  'sends before it is open': () => outcome(() => new XMLHttpRequest().send()),
  'sends twice': () => {
    const x = new XMLHttpRequest();
    x.open('GET', echo());
    x.send();
    return outcome(() => x.send());
  },
  'has a header before it is open': () =>
    outcome(() => new XMLHttpRequest().setRequestHeader('a', 'b')),
  'has an invalid header': () => {
    const x = new XMLHttpRequest();
    x.open('GET', '/');
    return outcome(() => x.setRequestHeader('a b', 'c'));
  },
  'has a header without value': () => {
    const x = new XMLHttpRequest();
    x.open('GET', '/');
    return outcome(() => x.setRequestHeader('a'));
  },
  'prints a header’s name and value once': async () => {
    const [name, value] = [countedText('x-a'), countedText('1')];
    const result = await xhr((x) => {
      x.open('GET', withName('x-a'));
      x.setRequestHeader(name.value, value.value);
      x.send();
    });
    return [result, name.count, value.count];
  },
  'opens nothing': () => outcome(() => new XMLHttpRequest().open()),
  'opens a method only': () => outcome(() => new XMLHttpRequest().open('GET')),
  'opens a bad method': () => outcome(() => new XMLHttpRequest().open('A B', 'x')),
  'opens a forbidden method': () => outcome(() => new XMLHttpRequest().open('TRACE', 'x')),
  'opens a bad URL': () => outcome(() => new XMLHttpRequest().open('GET', 'http://[')),
  'opens a Symbol': () => outcome(() => new XMLHttpRequest().open('GET', Symbol('x'))),
  'opens what cannot be text': () =>
    outcome(() => new XMLHttpRequest().open('GET', Object.create(null))),
  'opens with a method that is null': () => outcome(() => new XMLHttpRequest().open(null, '/')),
  'opens a URL object': () => xhr(opened('GET', new URL(echo()))),
  'opens what is printed once, in order': async () => {
    const log = [];
    const text = (name, value) => ({
      toString() {
        log.push(name);
        return value;
      },
    });
    const result = await xhr((x) => {
      x.open(
        text('method', 'GET'),
        text('url', '/echo'),
        true,
        text('user', 'u'),
        text('password', 'p'),
      );
      x.send();
    });
    return [log, result.status];
  },
  'opens what throws': () => {
    const mine = new RangeError('mine');
    const log = [];
    try {
      new XMLHttpRequest().open(
        {
          toString() {
            log.push('method');
            return 'GET';
          },
        },
        {
          toString() {
            log.push('url');
            throw mine;
          },
        },
      );
    } catch (error) {
      return [error === mine, log];
    }
    return 'opened';
  },
  'opens on something else before it prints': () => {
    const text = countedText('GET');
    let error;
    try {
      XMLHttpRequest.prototype.open.call({}, text.value, text.value);
    } catch (thrown) {
      error = told(thrown);
    }
    return [error, text.count];
  },
  'opens with method only before it prints': () => {
    const text = countedText('GET');
    let error;
    try {
      new XMLHttpRequest().open(text.value);
    } catch (thrown) {
      error = told(thrown);
    }
    return [error, text.count];
  },
  'opens again': async () => {
    const x = new XMLHttpRequest();
    return [await xhr(opened('GET', echo()), x), await xhr(opened('GET', '/echo'), x)].map(
      ({ status }) => status,
    );
  },
  'opens again in the middle': () =>
    xhr((x) => {
      x.open('GET', echo({ delay: 300 }));
      x.send();
      x.open('GET', '/echo');
      x.send();
    }),
  'is aborted': () =>
    xhr((x) => {
      x.open('GET', echo({ delay: 800 }));
      x.send();
      setTimeout(() => x.abort(), 40);
    }),
  'runs out of time': () =>
    xhr((x) => {
      x.open('GET', echo({ delay: 800 }));
      x.timeout = 50;
      x.send();
    }),
  uploads: () =>
    new Promise((resolve) => {
      const x = new XMLHttpRequest();
      const log = [];
      x.upload.onload = () => log.push('up');
      x.onloadend = () => resolve(log);
      x.open('POST', '/echo');
      x.send('x'.repeat(1000));
    }),
  'sends an object that is printed once': async () => {
    const text = countedText('body');
    const result = await xhr((x) => {
      x.open('POST', '/echo');
      x.send(text.value);
    });
    return [result, text.count];
  },
  'answers JSON': () =>
    new Promise((resolve) => {
      const x = new XMLHttpRequest();
      x.responseType = 'json';
      x.onload = () => resolve(typeof x.response);
      x.open('GET', '/echo');
      x.send();
    }),
  'hides a header': () =>
    new Promise((resolve) => {
      const x = new XMLHttpRequest();
      x.onload = () =>
        resolve([
          x.getResponseHeader('x-hidden'),
          x.getResponseHeader('X-None'),
          x.getAllResponseHeaders().includes('hidden'),
        ]);
      x.open('GET', echo({ hidden: 1 }));
      x.send();
    }),
  'shows an exposed header': () =>
    new Promise((resolve) => {
      const x = new XMLHttpRequest();
      x.onload = () =>
        resolve([
          x.getResponseHeader('x-hidden'),
          x.getAllResponseHeaders().includes('x-hidden: 1'),
        ]);
      x.open('GET', echo({ hidden: 1, expose: '*' }));
      x.send();
    }),
  'prints a name to read once': () =>
    new Promise((resolve) => {
      const text = countedText('x-hidden');
      const x = new XMLHttpRequest();
      x.onload = () => resolve([x.getResponseHeader(text.value), text.count]);
      x.open('GET', echo({ hidden: 1 }));
      x.send();
    }),
  'reads a header early': () => [
    new XMLHttpRequest().getResponseHeader('a'),
    new XMLHttpRequest().getAllResponseHeaders(),
  ],
  'reads no header': () => outcome(() => new XMLHttpRequest().getResponseHeader()),
  'returns nothing': () => {
    const x = new XMLHttpRequest();
    return [x.open('GET', echo()), x.setRequestHeader('accept', '*/*'), x.send()].map(String);
  },
  'has no own properties': () => {
    const x = new XMLHttpRequest();
    x.open('GET', echo());
    return Reflect.ownKeys(x);
  },
  'of a frame, opened by the page’s method': async () => {
    const element = frame();
    const x = new element.contentWindow.XMLHttpRequest();
    XMLHttpRequest.prototype.open.call(x, 'GET', echo());
    const done = new Promise((resolve) => {
      x.onloadend = resolve;
    });
    x.send();
    await done;
    element.remove();
    return x.status;
  },
  'patched by the page': async () => {
    const before = XMLHttpRequest.prototype.open;
    let count = 0;
    XMLHttpRequest.prototype.open = function (...args) {
      count += 1;
      return before.apply(this, args);
    };
    const result = await xhr(opened('GET', echo()));
    XMLHttpRequest.prototype.open = before;
    return [count, result];
  },
  'is navigated by a listener in open': () => {
    const log = [];
    const x = new XMLHttpRequest();
    x.onreadystatechange = () => {
      log.push(x.readyState);
      if (log.length === 1) x.open('GET', '/echo?again');
    };
    x.open('GET', echo());
    return log;
  },
});
