import {
  describe,
  during,
  echo,
  frame,
  group,
  OWN,
  outcome,
  pause,
  shape,
  told,
} from './behaviors.js';

const thrownBy = (act) => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return new Error('did not throw');
};
const ownOf = (error) =>
  Object.fromEntries(
    Reflect.ownKeys(error).map((name) => [String(name), describe(error, name).slice(1)]),
  );

group('errors', {
  'of open on something else': () =>
    shape(
      thrownBy(function page() {
        XMLHttpRequest.prototype.open.call({}, 'GET', 'x');
      }).stack,
    ),
  'of a bad URL': () =>
    shape(
      thrownBy(function page() {
        new XMLHttpRequest().open('GET', 'http://[');
      }).stack,
    ),
  'of send before open': () =>
    shape(
      thrownBy(function page() {
        new XMLHttpRequest().send();
      }).stack,
    ),
  'of a synchronous send': () =>
    shape(
      thrownBy(function page() {
        const x = new XMLHttpRequest();
        x.open('GET', echo({ allow: 'x' }), false);
        x.send();
      }).stack,
    ),
  'of Headers.get': () =>
    shape(
      thrownBy(function page() {
        new Headers().get('a b');
      }).stack,
    ),
  'of EventSource': () =>
    shape(
      thrownBy(function page() {
        new EventSource('http://[');
      }).stack,
    ),
  'of toString': () =>
    shape(
      thrownBy(function page() {
        Function.prototype.toString.call({});
      }).stack,
    ),
  'of contentWindow': () =>
    shape(
      thrownBy(function page() {
        HTMLIFrameElement.prototype.contentWindow;
      }).stack,
    ),
  'have the same own properties': () =>
    [
      thrownBy(() => new Headers().get('a b')),
      thrownBy(() => new XMLHttpRequest().send()),
      thrownBy(() => Function.prototype.toString.call({})),
    ].map(ownOf),
  'have the same classes': () =>
    [
      thrownBy(() => new Headers().get('a b')),
      thrownBy(() => new XMLHttpRequest().send()),
      thrownBy(() => new EventSource('http://[')),
    ].map((error) => [
      error.constructor.name,
      error instanceof Error,
      Object.prototype.toString.call(error),
      error.code ?? null,
    ]),
  'are formatted by the page': () => {
    const mine = { writable: true, value: (error, sites) => `mine ${error.name} ${sites.length}` };
    const { stack } = during(Error, 'prepareStackTrace', mine, () => {
      const error = thrownBy(() => new Headers().get('a b'));
      return { stack: error.stack };
    });
    return /^mine .*/.exec(stack);
  },
  'of the page stay as they are': () => {
    const mine = new RangeError('mine');
    const { stack } = mine;
    const thrown = thrownBy(() =>
      new XMLHttpRequest().open('GET', {
        toString() {
          throw mine;
        },
      }),
    );
    return [thrown === mine, thrown.stack === stack];
  },
  'that are no errors stay as they are': () =>
    [1, null, undefined, 'text'].map((mine) => {
      try {
        new XMLHttpRequest().open('GET', {
          toString() {
            throw mine;
          },
        });
      } catch (thrown) {
        return thrown === mine;
      }
      return 'did not throw';
    }),
  'of a refused fetch are told in short': async () => {
    const error = await fetch(echo({ allow: 'x' })).catch((one) => one);
    return [told(error), error instanceof TypeError, Reflect.ownKeys(error).map(String)];
  },
  'of a refused fetch never name the observer': async () => {
    const { stack } = await fetch('http://[').catch((one) => one);
    return /crosscheck|observe\b/i.test(stack);
  },
  'a page’s recursion ends': () => {
    let depth = 0;
    const init = {
      get method() {
        depth += 1;
        if (depth < 50) fetch('data:,x', init).catch(() => {});
        return 'GET';
      },
    };
    fetch('data:,x', init).catch(() => {});
    return depth;
  },
});

group('what is known to differ', {
  'calls in the stack of a rejected fetch': async () => {
    const { stack } = await (async function page() {
      return fetch('http://[');
    })().catch((one) => one);
    return shape(stack).length;
  },
  'calls in the stack of a getter': async () => {
    let stack;
    await fetch(echo(), {
      get method() {
        ({ stack } = new Error('here'));
        return 'GET';
      },
    });
    return shape(stack).length;
  },
  'where Firefox says that an error was made': () => {
    const { fileName } = thrownBy(() => new Headers().get('a b'));
    return fileName === undefined
      ? null
      : fileName.startsWith(OWN) && !/eval|crosscheck/.test(fileName);
  },
  'fetch in a frame reached by its number, printed there': () => {
    const element = frame();
    const result = window[window.length - 1].Function.prototype.toString.call(fetch);
    element.remove();
    return result;
  },
  'fetch of a frame reached by its number, a moment later': async () => {
    const element = frame();
    const view = window[window.length - 1];
    const { fetch: theirs } = view;
    await pause(50);
    const result = view.fetch === theirs;
    element.remove();
    return result;
  },
  'fetch as a message': () => outcome(() => structuredClone(fetch)),
});
