import { echo, frame, getter, group, loaded, outcome, pause } from './behaviors.js';

const askedIn = (view) =>
  outcome(async () => {
    const response = await view.fetch(echo());
    return [response.status, response instanceof view.Response, response instanceof Response];
  });

group('frames', {
  'without URL': async () => {
    const element = frame();
    const result = await askedIn(element.contentWindow);
    element.remove();
    return result;
  },
  'without URL, its promise': () => {
    const element = frame();
    const promise = element.contentWindow.fetch(echo());
    promise.catch(() => {});
    const result = [promise instanceof element.contentWindow.Promise, promise instanceof Promise];
    element.remove();
    return result;
  },
  'without URL, by its document': async () => {
    const element = frame();
    const result = await askedIn(element.contentDocument.defaultView);
    element.remove();
    return result;
  },
  'keep their functions': async () => {
    const element = frame();
    const { fetch: first } = element.contentWindow;
    const { open } = element.contentWindow.XMLHttpRequest.prototype;
    await pause(50);
    const result = [
      element.contentWindow.fetch === first,
      element.contentWindow.XMLHttpRequest.prototype.open === open,
    ];
    element.remove();
    return result;
  },
  'have functions of their own': () => {
    const element = frame();
    const result = [
      element.contentWindow.fetch === fetch,
      element.contentWindow.EventSource === EventSource,
      element.contentWindow.Function.prototype.toString === Function.prototype.toString,
    ];
    element.remove();
    return result;
  },
  'of the same origin': async () => {
    const element = frame((one) => {
      one.src = '/frame.html';
    });
    await loaded(element);
    const view = element.contentWindow;
    const result = [await askedIn(view), view.early === view.fetch, String(view.early)];
    element.remove();
    return result;
  },
  'written as srcdoc': async () => {
    const element = frame((one) => {
      one.srcdoc = '<script>var early = fetch</script>';
    });
    await loaded(element);
    const view = element.contentWindow;
    const result = [await askedIn(view), view.early === view.fetch];
    element.remove();
    return result;
  },
  'written by the page': async () => {
    const element = frame();
    const { contentDocument } = element;
    contentDocument.open();
    contentDocument.write('<script>var z = 1</script>ok');
    contentDocument.close();
    const result = [
      element.contentWindow.z,
      contentDocument.body.textContent,
      await askedIn(element.contentWindow),
    ];
    element.remove();
    return result;
  },
  'of javascript:': async () => {
    const element = frame((one) => {
      one.src = 'javascript:"<p>hello</p>"';
    });
    await pause(200);
    const result = element.contentDocument.body.textContent;
    element.remove();
    return result;
  },
  'with a sandbox': () =>
    new Promise((resolve) => {
      const hear = ({ data }) => {
        if (data?.sandboxed === undefined) return;
        removeEventListener('message', hear);
        element.remove();
        resolve(data);
      };
      addEventListener('message', hear);
      const element = frame((one) => {
        one.sandbox = 'allow-scripts';
        one.srcdoc = `<script>fetch(${JSON.stringify(echo())}).then(({ status }) => status, String).then((status) => parent.postMessage({ sandboxed: [status, String(fetch), origin] }, '*'))</script>`;
      });
    }),
  'of another origin': async () => {
    const element = frame((one) => {
      one.src = `${API}/echo`;
    });
    await loaded(element);
    const result = [element.contentDocument, await outcome(() => element.contentWindow.fetch)];
    element.remove();
    return result;
  },
  'navigated from one origin to another and back': async () => {
    const element = frame((one) => {
      one.src = '/frame.html';
    });
    await loaded(element);
    element.src = `${API}/echo`;
    await loaded(element);
    const between = element.contentDocument;
    element.src = '/frame.html';
    await loaded(element);
    const result = [between, await askedIn(element.contentWindow)];
    element.remove();
    return result;
  },
  'that are removed': () => {
    const element = frame();
    const { fetch: theirs } = element.contentWindow;
    element.remove();
    // In Firefox such a call never ends.
    const asked = outcome(() => theirs(echo()).then(({ status }) => status));
    const isOver = Promise.race([asked, pause(500).then(() => 'no end')]);
    return isOver.then((end) => [element.contentWindow, element.contentDocument, end]);
  },
  'called with the page as this': async () => {
    const element = frame();
    const { fetch: theirs } = element.contentWindow;
    const result = await outcome(async () => (await theirs.call(window, echo())).status);
    element.remove();
    return result;
  },
  'contentWindow of something else': () =>
    outcome(() => getter(HTMLIFrameElement.prototype, 'contentWindow').call({})),
  'contentWindow before it is in a document': () => [
    document.createElement('iframe').contentWindow,
    document.createElement('iframe').contentDocument,
  ],
  'contentWindow is one object': () => {
    const element = frame();
    const { contentWindow, contentDocument } = element;
    const result = [
      element.contentWindow === contentWindow,
      contentDocument === contentWindow.document,
      contentDocument === element.contentDocument,
    ];
    element.remove();
    return result;
  },
  'in a shadow tree': async () => {
    const host = document.createElement('div');
    document.body.append(host);
    const element = document.createElement('iframe');
    host.attachShadow({ mode: 'open' }).append(element);
    const result = await askedIn(element.contentWindow);
    host.remove();
    return result;
  },
  'change nothing in their own Object.prototype': () => {
    const element = frame();
    const result = Reflect.ownKeys(element.contentWindow.Object.prototype).map(String);
    element.remove();
    return result;
  },
  'errors are of their own realm': () => {
    const element = frame();
    const view = element.contentWindow;
    let result;
    try {
      view.XMLHttpRequest.prototype.open.call({}, 'GET', '/');
    } catch (error) {
      result = [error instanceof view.TypeError, error instanceof TypeError];
    }
    element.remove();
    return result;
  },
  'rejections are of their own realm': async () => {
    const element = frame();
    const view = element.contentWindow;
    const error = await view.fetch('http://[').catch((one) => one);
    const result = [error instanceof view.TypeError, error instanceof TypeError];
    element.remove();
    return result;
  },
});
