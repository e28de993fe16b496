// Runs inside the inspected page before any script of its own, when the user asks to "Reload and
// observe"; the next reload is without it. Notes what fetch(), XMLHttpRequest and EventSource are
// asked for and which headers of an answer stay hidden from the page's code, never a header's value
// nor a body, and tells it by an event whose name only the panel knows. The page may be hostile and must not notice: what is needed of its globals is taken while
// they are intact, its calls go through unchanged, and nothing here throws into them.
// Inserted as text (platform/observation.ts): it imports nothing and exports nothing.

const { apply, construct, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { stringify } = JSON;
const { isArray } = Array;
const { captureStackTrace } = Error;
const { iterator } = Symbol;
const { forEach } = Headers.prototype;
const { toLowerCase, toUpperCase, slice } = String.prototype;
const { then } = Promise.prototype;
const { addEventListener } = EventTarget.prototype;
const { elementsByTagName } = Document.prototype;
const { observe: observeMutations } = MutationObserver.prototype;
const now = Date.now;
const SafeError = Error;
const SafeHeaders = Headers;
const SafeMutationObserver = MutationObserver;
const SafeProxy = Proxy;
const SafeURL = URL;

/** A prototype's own getter, which also refuses what is no such object. */
const getterOf = (prototype, name) => {
  const { get } = getOwnPropertyDescriptor(prototype, name);
  return (object) => apply(get, object, []);
};
const baseURI = getterOf(Node.prototype, 'baseURI');
const contentWindow = getterOf(HTMLIFrameElement.prototype, 'contentWindow');
const detailOf = getterOf(CustomEvent.prototype, 'detail');
const hrefOf = getterOf(URL.prototype, 'href');
const originOf = getterOf(URL.prototype, 'origin');
const headersOf = getterOf(Response.prototype, 'headers');
const typeOf = getterOf(Response.prototype, 'type');
const responseURL = getterOf(XMLHttpRequest.prototype, 'responseURL');
const withCredentials = getterOf(XMLHttpRequest.prototype, 'withCredentials');
const requestGetters = {
  url: getterOf(Request.prototype, 'url'),
  method: getterOf(Request.prototype, 'method'),
  credentials: getterOf(Request.prototype, 'credentials'),
  mode: getterOf(Request.prototype, 'mode'),
  headers: getterOf(Request.prototype, 'headers'),
};

/** A set of objects that a page cannot reach into. */
const objectTable = () => {
  const table = new WeakMap();
  const { get, set } = WeakMap.prototype;
  return {
    get: (key) => apply(get, table, [key]),
    set: (key, value) => apply(set, table, [key, value]),
  };
};

const NORMALIZED = { DELETE: 1, GET: 1, HEAD: 1, OPTIONS: 1, POST: 1, PUT: 1, __proto__: null };
const LONGEST_URL = 8192;
const LONGEST_STACK = 8000;
const MOST_NAMES = 100;
const LONGEST_NAME = 200;
/** What waits for the panel to read it, and how much of it one reading takes, in characters. */
const MOST_CALLS = 1000;
const LONGEST_CALL = 100_000;
const LONGEST_ANSWER = 500_000;

/** @see https://fetch.spec.whatwg.org/#concept-method-normalize */
const normalized = (method) => {
  if (typeof method !== 'string') return 'GET';
  const upper = apply(toUpperCase, method, []);
  return NORMALIZED[upper] === 1 ? upper : method;
};

/** The URL that a call means; null for what only the page's own code could turn into one. */
const urlOf = (view, url) => {
  if (typeof url === 'string') return hrefOf(new SafeURL(url, baseURI(view.document)));
  try {
    return hrefOf(url);
  } catch {
    return null;
  }
};

/** A Request is only read: to make another of it would take its body away. */
const readRequest = (input) => {
  try {
    return {
      url: requestGetters.url(input),
      method: requestGetters.method(input),
      credentials: requestGetters.credentials(input),
      mode: requestGetters.mode(input),
      headers: requestGetters.headers(input),
    };
  } catch {
    return null;
  }
};

const addName = (names, name) => {
  const isName = typeof name === 'string' && name.length <= LONGEST_NAME;
  if (isName && names.length < MOST_NAMES) names[names.length] = name;
};

const namesOf = (headers) => {
  const names = [];
  const add = (_, name) => addName(names, name);
  if (headers === undefined || headers === null) return names;
  try {
    apply(forEach, headers, [add]);
  } catch {
    // Reading an iterator would use it up: the page's call needs it.
    const isReadable = isArray(headers) || headers[iterator] === undefined;
    if (isReadable) apply(forEach, new SafeHeaders(headers), [add]);
  }
  return names;
};

/** The calls that led here, without those of this file. */
const stackOf = (beyond) => {
  const holder = captureStackTrace === undefined ? new SafeError() : {};
  if (captureStackTrace !== undefined) captureStackTrace(holder, beyond);
  const { stack } = holder;
  return typeof stack === 'string' ? apply(slice, stack, [0, LONGEST_STACK]) : '';
};

/** What was noted, as text that the page cannot change any more, until the panel has read it. */
const createJournal = () => {
  const id = `${now()} ${Math.random()}`;
  let calls = [];
  let count = 0;
  let lastAt = 0;
  const without = (call) => {
    const others = [];
    for (let i = 0; i < calls.length; i++) {
      if (calls[i].at !== call.at) others[others.length] = calls[i];
    }
    return others;
  };
  const add = (call) => {
    const number = count++;
    const text = stringify({ number, ...call });
    if (text.length <= LONGEST_CALL) calls[calls.length] = { number, at: call.at, text };
  };
  return {
    /** Returns the call, whose time is its own in this journal; null when it is not noted. */
    note(asked) {
      if (asked.url === null || asked.url.length > LONGEST_URL) return null;
      if (calls.length >= MOST_CALLS) return null;
      const time = now();
      lastAt = time > lastAt ? time : lastAt + 0.001;
      const call = { ...asked, at: lastAt };
      add(call);
      return call;
    },
    /** Notes a call once more, now that more is known of it. */
    renote(call) {
      calls = without(call);
      if (calls.length < MOST_CALLS) add(call);
    },
    /** `box`: what the panel has read already; takes the answer. */
    answer(box) {
      const from = box.id === id ? box.from : 0;
      const left = [];
      let told = '';
      for (let i = 0; i < calls.length; i++) {
        if (calls[i].number < from) continue;
        left[left.length] = calls[i];
        if (told.length > LONGEST_ANSWER) continue;
        told = told === '' ? calls[i].text : `${told},${calls[i].text}`;
      }
      calls = left;
      box.text = `{"id":"${id}","calls":[${told}]}`;
    },
  };
};

/** `look`, but the page's call matters, and the note does not. */
const attempt = (look, otherwise) => {
  try {
    return look();
  } catch {
    return otherwise;
  }
};

/**
 * Lets `look` see each call of a method, which then goes on as it was made. Of what `look` returned
 * and what the method did, `settle` may make what the caller gets.
 */
const watchCalls = (owner, name, look, settle = (_, result) => result) => {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const through = (target, self, args) => {
    const seen = attempt(() => look(self, args, through), null);
    const result = apply(target, self, args);
    return attempt(() => settle(seen, result), result);
  };
  const value = new SafeProxy(descriptor.value, { apply: through });
  defineProperty(owner, name, { ...descriptor, value });
};

/** Notes at a call that the page was told nothing of a header of its answer. */
const noteUnread = (journal, call, name) => {
  const { readNames } = call.declared;
  if (typeof name !== 'string' || readNames.length >= MOST_NAMES) return;
  const lower = apply(toLowerCase, name, []);
  for (let i = 0; i < readNames.length; i++) if (readNames[i] === lower) return;
  addName(readNames, lower);
  journal.renote(call);
};

const watchFetch = (view, journal) => {
  /** The calls, by the headers of their answers. */
  const answered = objectTable();
  const { origin } = view;
  const look = (_, [input, init], beyond) => {
    const { method, credentials, mode, headers } = init ?? {};
    const request = typeof input === 'object' ? readRequest(input) : null;
    return journal.note({
      origin,
      url: request === null ? urlOf(view, input) : request.url,
      method: normalized(method ?? request?.method),
      declared: {
        credentials: credentials ?? request?.credentials ?? 'same-origin',
        mode: mode ?? request?.mode ?? 'cors',
        headerNames: namesOf(headers ?? request?.headers),
        readNames: [],
        stack: stackOf(beyond),
      },
    });
  };
  // The page gets the promise that follows: to listen at its own would hide from the browser that
  // the page does not catch a failure.
  watchCalls(view, 'fetch', look, (call, promise) => {
    if (call === null) return promise;
    const note = (response) => {
      attempt(() => typeOf(response) === 'cors' && answered.set(headersOf(response), call));
      return response;
    };
    return apply(then, promise, [note]);
  });
  const unread = (self, [name]) => ({ call: answered.get(self), name });
  const { prototype } = view.Headers;
  for (const method of ['get', 'has']) {
    watchCalls(prototype, method, unread, ({ call, name }, result) => {
      const isHidden = result === null || result === false;
      if (call !== undefined && isHidden) noteUnread(journal, call, name);
      return result;
    });
  }
};

const watchXhr = (view, journal) => {
  const requests = objectTable();
  const { origin } = view;
  const { prototype } = view.XMLHttpRequest;
  watchCalls(prototype, 'open', (self, [method, url]) => {
    requests.set(self, {
      url: urlOf(view, url),
      method: normalized(method),
      names: [],
      call: null,
    });
  });
  watchCalls(prototype, 'setRequestHeader', (self, [name]) => {
    addName(requests.get(self).names, name);
  });
  watchCalls(prototype, 'send', (self, _, beyond) => {
    const request = requests.get(self);
    const { url, method, names } = request;
    const credentials = withCredentials(self) ? 'include' : 'same-origin';
    const stack = stackOf(beyond);
    const declared = { credentials, mode: 'cors', headerNames: names, readNames: [], stack };
    request.call = journal.note({ origin, url, method, declared });
  });
  const unread = (self, [name]) => ({ request: requests.get(self), url: responseURL(self), name });
  watchCalls(prototype, 'getResponseHeader', unread, ({ request, url, name }, result) => {
    const call = result === null && url !== '' ? request.call : null;
    const isForeign = call !== null && originOf(new SafeURL(url)) !== origin;
    if (isForeign) noteUnread(journal, call, name);
    return result;
  });
};

const watchEventSource = (view, journal) => {
  const { origin } = view;
  const descriptor = getOwnPropertyDescriptor(view, 'EventSource');
  const through = (target, args, newTarget) => {
    try {
      const credentials = args[1]?.withCredentials ? 'include' : 'same-origin';
      const stack = stackOf(through);
      const declared = { credentials, mode: 'cors', headerNames: [], readNames: [], stack };
      const url = urlOf(view, args[0]);
      journal.note({ origin, url, method: 'GET', declared });
    } catch {
      // The page's call matters, the note does not.
    }
    return construct(target, args, newTarget);
  };
  const value = new SafeProxy(descriptor.value, { construct: through });
  defineProperty(view, 'EventSource', { ...descriptor, value });
};

/**
 * Watches a window, and the frames in it that share its origin. A frame's first, empty document
 * hands its window on to the one that is loaded into it, so it can be watched before its scripts.
 */
const watchWindow = (view, journal, channel, isOutermost, watched = objectTable()) => {
  // A frame keeps one `window` through all its documents; its built-in functions change.
  if (watched.get(view.Function) !== 1) {
    watched.set(view.Function, 1);
    apply(addEventListener, view, [
      channel,
      (event) => {
        try {
          const box = detailOf(event);
          if (isOutermost) journal.answer(box);
          else box.text = '{"id":"","calls":[]}';
        } catch {
          // Somebody else's event.
        }
      },
    ]);
    watchFetch(view, journal);
    watchXhr(view, journal);
    watchEventSource(view, journal);
  }
  watchFrames(view, (frame) => watchWindow(frame, journal, channel, false, watched), watched);
};

const watchFrames = (view, watch, watched) => {
  const { document } = view;
  if (watched.get(document) === 1) return;
  watched.set(document, 1);
  const frames = apply(elementsByTagName, document, ['iframe']);
  const look = () => {
    for (let i = 0; i < frames.length; i++) {
      try {
        watch(contentWindow(frames[i]));
        if (watched.get(frames[i]) === 1) continue;
        watched.set(frames[i], 1);
        apply(addEventListener, frames[i], ['load', look]);
      } catch {
        // Another origin's, or not in the document any more.
      }
    }
  };
  const observer = new SafeMutationObserver(look);
  apply(observeMutations, observer, [document, { childList: true, subtree: true }]);
  look();
};

// biome-ignore lint/correctness/noUnusedVariables: called by the text that is put behind this one
const observe = (channel) => watchWindow(window, createJournal(), channel, true);
