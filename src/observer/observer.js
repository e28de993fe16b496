// Runs inside a page before any script of its own. Notes what fetch(), XMLHttpRequest and EventSource
// are asked for, and which response headers stay hidden from the page's code. Of a body or a header's
// value it notes at most the short name of a GraphQL or JSON-RPC operation. Tells its notes to
// bridge.js beside it.
//
// The page must not notice, and may be hostile:
// - Its calls go through unchanged. The browser alone reads their arguments, once and in its own
//   order. The result of this reading is noted on the way.
// - The page gets the browser's own promises, responses and objects, and nothing listens to them.
// - The needed globals are saved while they are intact. Nothing here uses a prototype that the page
//   can reach: objects have none, lists are read by index, descriptors and handlers are without
//   `Object.prototype`.
// The build puts it into a function of its own (tools/build/observer-files.ts): it imports nothing
// and exports nothing.

const { apply, construct, defineProperty, deleteProperty, get, getOwnPropertyDescriptor, has } =
  Reflect;
const { ownKeys } = Reflect;
const { parse, stringify } = JSON;
const { isArray } = Array;
const { captureStackTrace } = Error;
const { iterator, toPrimitive } = Symbol;
const { forEach } = Headers.prototype;
const { exec } = RegExp.prototype;
const { indexOf, toLowerCase, toUpperCase, slice } = String.prototype;
const { addEventListener, dispatchEvent } = EventTarget.prototype;
const { preventDefault } = Event.prototype;
const now = Date.now;
const SafeError = Error;
const SafeEvent = CustomEvent;
const SafeProxy = Proxy;
const SafeURL = URL;

/** An own property as it is: a getter of the page is not called. */
const describe = (object, name) => {
  const descriptor = getOwnPropertyDescriptor(object, name);
  return descriptor === undefined ? descriptor : { __proto__: null, ...descriptor };
};
const own = (object, name) => describe(object, name).value;

/** A prototype's own getter. It rejects objects of another kind. */
const getterOf = (prototype, name) => {
  const { get } = describe(prototype, name);
  return (object) => apply(get, object, []);
};
const baseURI = getterOf(Node.prototype, 'baseURI');
const detailOf = getterOf(CustomEvent.prototype, 'detail');
const relatedTarget = getterOf(FocusEvent.prototype, 'relatedTarget');
const hrefOf = getterOf(URL.prototype, 'href');
const originOf = getterOf(URL.prototype, 'origin');
const responseType = getterOf(Response.prototype, 'type');
const responseURL = getterOf(Response.prototype, 'url');
const answeredURL = getterOf(XMLHttpRequest.prototype, 'responseURL');
const withCredentials = getterOf(XMLHttpRequest.prototype, 'withCredentials');
const sourceURL = getterOf(EventSource.prototype, 'url');
const sourceCredentials = getterOf(EventSource.prototype, 'withCredentials');
const requestGetters = {
  url: getterOf(Request.prototype, 'url'),
  method: getterOf(Request.prototype, 'method'),
  credentials: getterOf(Request.prototype, 'credentials'),
  mode: getterOf(Request.prototype, 'mode'),
  headers: getterOf(Request.prototype, 'headers'),
};

/** A set of objects that a page cannot reach into. It keeps none of them alive. */
const objectTable = () => {
  const table = new WeakMap();
  const { get, set } = WeakMap.prototype;
  return {
    get: (key) => apply(get, table, [key]),
    set: (key, value) => apply(set, table, [key, value]),
  };
};
const createList = () => ({ __proto__: null, length: 0, operation: null, unread: false });
const add = (list, item) => {
  list[list.length++] = item;
};

const NORMALIZED = { DELETE: 1, GET: 1, HEAD: 1, OPTIONS: 1, POST: 1, PUT: 1, __proto__: null };
const LONGEST_URL = 8192;
const LONGEST_STACK = 8000;
const MOST_NAMES = 100;
const LONGEST_NAME = 200;
const MOST_CALLS = 1000;
const LONGEST_CALL = 100_000;
const LONGEST_BODY = 50_000;
/** A short name, never a value. */
const OPERATION = /^[A-Za-z_][\w./-]{0,80}$/;
const OPERATION_HEADER = /^x-(?:[\w-]{0,60}-)?operation(?:-name)?$/i;
const NAMED_QUERY = /^\s*(?:query|mutation|subscription)\s+([A-Za-z_]\w*)/;

const ownOrigin = window.origin;

/** `look`, but the page's call matters and the note does not. */
const attempt = (look, otherwise) => {
  try {
    return look();
  } catch {
    return otherwise;
  }
};
const isObject = (value) =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** @see https://fetch.spec.whatwg.org/#concept-method-normalize */
const normalized = (method) => {
  const upper = apply(toUpperCase, method, []);
  return NORMALIZED[upper] === 1 ? upper : method;
};

const absolute = (view, url) => hrefOf(new SafeURL(url, baseURI(view.document)));

const withoutFragment = (url) => {
  const end = apply(indexOf, url, ['#']);
  return end < 0 ? url : apply(slice, url, [0, end]);
};

const isMatch = (pattern, text) =>
  typeof text === 'string' && apply(exec, pattern, [text]) !== null;

/** The name of one operation in the JSON of a body; null without one. */
const operationIn = (call) => {
  if (!isObject(call)) return null;
  const member = (name) => describe(call, name)?.value;
  const query = member('query');
  const named = typeof query === 'string' ? apply(exec, NAMED_QUERY, [query]) : null;
  const method = typeof member('jsonrpc') === 'string' ? member('method') : null;
  const name = member('operationName') ?? (named === null ? method : own(named, 1));
  return isMatch(OPERATION, name) ? name : null;
};

/** The operation that a body names. The same for all calls of a batch, or else `batch`. */
const operationOf = (body) =>
  attempt(() => {
    if (typeof body !== 'string' || body.length > LONGEST_BODY) return null;
    if (!isMatch(/^\s*[[{]/, body)) return null;
    const calls = parse(body);
    if (!isArray(calls)) return operationIn(calls);
    const first = calls.length === 0 ? null : operationIn(own(calls, 0));
    for (let i = 1; i < calls.length; i++) {
      if (operationIn(own(calls, i)) !== first) return 'batch';
    }
    return first;
  }, null);

const addName = (names, name) => {
  const isName = typeof name === 'string' && name.length <= LONGEST_NAME;
  if (isName && names.length < MOST_NAMES) add(names, name);
};

/** Keeps the operation that a header names. */
const addOperation = (names, name, value) => {
  if (isMatch(OPERATION_HEADER, name) && isMatch(OPERATION, value)) names.operation = value;
};

/** False for anything except a Headers object. */
const addNamesOf = (names, headers) =>
  attempt(() => {
    apply(forEach, headers, [
      (value, name) => {
        addName(names, name);
        addOperation(names, name, value);
      },
    ]);
    return true;
  }, false);

/** A Request is only read: copying it would take its body away. */
const readRequest = (input) =>
  attempt(() => {
    const names = createList();
    addNamesOf(names, requestGetters.headers(input));
    return {
      __proto__: null,
      url: requestGetters.url(input),
      method: requestGetters.method(input),
      credentials: requestGetters.credentials(input),
      mode: requestGetters.mode(input),
      names,
      operation: null,
    };
  }, null);

/**
 * What to give the browser instead of a value of the page that it converts to text. It asks an
 * object for its text when the browser would have, and once. `tell` gets the result.
 */
const toldText = (value, tell) => {
  const tellOf = (text) => {
    if (typeof text !== 'symbol' && !isObject(text)) tell(`${text}`);
    return text;
  };
  if (!isObject(value)) return tellOf(value);
  return new SafeProxy(
    { __proto__: null },
    {
      __proto__: null,
      get: (_, key) => {
        const member = get(value, key);
        if (typeof member !== 'function') return member;
        const isHinted = key === toPrimitive;
        return (hint) => tellOf(apply(member, value, isHinted ? [hint] : []));
      },
    },
  );
};

/** The same for headers. Iterables and lists are left to the browser: their names are not read. */
const toldHeaders = (headers, names) => {
  if (!isObject(headers)) return headers;
  names.unread = attempt(() => isArray(headers), true);
  if (names.unread || addNamesOf(names, headers)) return headers;
  return new SafeProxy(
    { __proto__: null },
    {
      __proto__: null,
      get: (_, key) => {
        const member = get(headers, key);
        if (typeof member === 'string') addOperation(names, key, member);
        if (key !== iterator || typeof member !== 'function') return member;
        names.unread = true;
        return () => apply(member, headers, []);
      },
      ownKeys: () => ownKeys(headers),
      getOwnPropertyDescriptor: (_, key) => {
        const descriptor = describe(headers, key);
        if (descriptor === undefined) return descriptor;
        const { enumerable } = descriptor;
        if (enumerable) addName(names, key);
        return { __proto__: null, enumerable, configurable: true, value: undefined };
      },
    },
  );
};

/** The same for the members of a `RequestInit`. What is noted of them is put into `asked`. */
const toldInit = (init, asked) => {
  if (!isObject(init)) return init;
  return new SafeProxy(
    { __proto__: null },
    {
      __proto__: null,
      get: (_, key) => {
        const member = get(init, key);
        if (member === undefined) return member;
        if (key === 'body') asked.operation = operationOf(member);
        if (key === 'headers') {
          asked.names = createList();
          return toldHeaders(member, asked.names);
        }
        if (key !== 'method' && key !== 'credentials' && key !== 'mode') return member;
        return toldText(member, (text) => {
          asked[key] = text;
        });
      },
    },
  );
};

/** `look` unless the page's own function formats stacks. */
const unformatted = (look) => {
  const name = 'prepareStackTrace';
  if (!has(SafeError, name)) return look();
  const before = describe(SafeError, name);
  const configurable = before === undefined || before.configurable;
  const none = { __proto__: null, value: undefined, configurable };
  if (!defineProperty(SafeError, name, none)) return '';
  try {
    return look();
  } finally {
    if (before === undefined) deleteProperty(SafeError, name);
    else defineProperty(SafeError, name, before);
  }
};

/** The calls that led here, without those of this file. */
const stackOf = (beyond) => {
  const holder = { __proto__: null, name: '', message: '' };
  captureStackTrace(holder, beyond);
  const stack = unformatted(() => holder.stack);
  return typeof stack === 'string' ? apply(slice, stack, [0, LONGEST_STACK]) : '';
};

const listText = (list) => {
  let text = '';
  for (let i = 0; i < list.length; i++) text += `${i === 0 ? '' : ','}${stringify(list[i])}`;
  return `[${text}]`;
};

/** As JSON. Only texts go to `stringify`, because it asks objects for their `toJSON`. */
const callText = ({ at, url, method, declared }) => {
  const { credentials, mode, headerNames, readNames, stack, operation } = declared;
  const modes = `"credentials":${stringify(credentials)},"mode":${stringify(mode)}`;
  const names = `"headerNames":${listText(headerNames)},"readNames":${listText(readNames)}`;
  const call = `"at":${at},"url":${stringify(url)},"method":${stringify(method)}`;
  const named = operation === null ? '' : `,"operation":${stringify(operation)}`;
  const unread = headerNames.unread ? ',"headersUnread":true' : '';
  return `{${call},"declared":{${modes},${names},"stack":${stringify(stack)}${named}${unread}}}`;
};

/** `tell` gets each note, as text that the page can no longer change. */
const createJournal = (tell) => {
  let lastAt = 0;
  let latest = { __proto__: null };
  let latestCount = 0;
  const write = (call) => {
    const text = callText(call);
    if (text.length > LONGEST_CALL) return false;
    tell(text);
    return true;
  };
  return {
    /**
     * Returns the call, whose time is unique in this journal. Null when it is not noted. `at`: before
     * the browser was called. After that, a busy machine may let the page wait, while the browser
     * already sends the request.
     */
    note({ at, url, method, credentials, mode, names, operation }, beyond) {
      if (url.length > LONGEST_URL) return null;
      lastAt = at > lastAt ? at : lastAt + 0.001;
      const stack = attempt(() => stackOf(beyond), '');
      const readNames = createList();
      const declared = {
        credentials,
        mode,
        headerNames: names,
        readNames,
        stack,
        operation: operation ?? names.operation,
      };
      const call = { at: lastAt, url, method: normalized(method), declared };
      return write(call) ? call : null;
    },
    /** Notes a call once more: the page could not read this header of its response. */
    noteUnread(call, name) {
      const { readNames } = call.declared;
      if (typeof name !== 'string' || readNames.length >= MOST_NAMES) return;
      const lower = apply(toLowerCase, name, []);
      for (let i = 0; i < readNames.length; i++) if (readNames[i] === lower) return;
      addName(readNames, lower);
      write(call);
    },
    /** For each URL, the latest call is remembered, to match its response. */
    remember(call) {
      if (latestCount++ >= MOST_CALLS) {
        latest = { __proto__: null };
        latestCount = 1;
      }
      latest[withoutFragment(call.url)] = call;
    },
    recall: (url) => latest[url],
  };
};

const listen = (type, listener) =>
  apply(addEventListener, window, [type, (event) => attempt(() => listener(event))]);

/** A window answers this event with its table of stand-ins, for the frames and windows it opens. */
const KIN = 'crosscheck:kin';

/** The table of a window with the same origin; null without an observer there. */
const nativesOf = (view) =>
  attempt(() => {
    if (view === null || view === window) return null;
    const box = { __proto__: null, natives: null };
    apply(dispatchEvent, view, [new SafeEvent(KIN, { __proto__: null, detail: box })]);
    return box.natives;
  }, null);

/** The functions that replace the browser's own. They print like those, in all realms. */
const natives = nativesOf(window.parent) ?? nativesOf(window.opener) ?? objectTable();

const standIn = (native, traps) => {
  const value = new SafeProxy(native, { __proto__: null, ...traps });
  natives.set(value, native);
  return value;
};

/**
 * Errors of the browser name the page's calls, not this file. With objects as arguments, the
 * browser may have run the page's own code: an error of that stays unchanged. In Firefox, and for a
 * rejected promise, a stack cannot be fixed.
 */
const mend = (error, args, beyond) => {
  for (let i = 0; i < args.length; i++) if (isObject(args[i])) return;
  if (describe(error, 'stack')?.get !== undefined) captureStackTrace(error, beyond);
};

const nothing = () => {};

/**
 * Replaces a method, or a property's getter (`kind`: `get`), with a stand-in. `before` may exchange
 * the arguments for the browser. What it returns goes to `after` with the result.
 */
const watchCalls = (owner, name, before, after = nothing, kind = 'value') => {
  const descriptor = describe(owner, name);
  // Only this one call is between the page and the browser: the page's stacks show it.
  const watched = (target, self, args) => {
    const seen = attempt(() => before(self, args, watched), null);
    let result;
    try {
      result = apply(target, self, args);
    } catch (error) {
      attempt(() => mend(error, args, watched));
      throw error;
    }
    attempt(() => after(result, self, args, seen, watched));
    return result;
  };
  descriptor[kind] = standIn(descriptor[kind], { apply: watched });
  defineProperty(owner, name, descriptor);
};

const watchFetch = (view, journal) => {
  /** The URLs of responses, by their headers. */
  const answered = objectTable();
  const look = (_, args) => {
    const request = args.length > 0 && isObject(args[0]) ? readRequest(args[0]) : null;
    const asked = request ?? {
      __proto__: null,
      url: null,
      method: 'GET',
      credentials: 'same-origin',
      mode: 'cors',
      names: createList(),
      operation: null,
    };
    asked.at = now();
    if (request === null && args.length > 0) {
      args[0] = toldText(args[0], (text) => {
        asked.url = text;
      });
    }
    if (args.length > 1) args[1] = toldInit(args[1], asked);
    return asked;
  };
  watchCalls(view, 'fetch', look, (_, __, ___, asked, beyond) => {
    if (asked.url === null) return;
    asked.url = absolute(view, asked.url);
    const noted = journal.note(asked, beyond);
    if (noted !== null) journal.remember(noted);
  });
  const noteAnswer = (headers, response) => {
    if (responseType(response) === 'cors') answered.set(headers, responseURL(response));
  };
  const responses = own(own(view, 'Response'), 'prototype');
  watchCalls(responses, 'headers', nothing, noteAnswer, 'get');
  const noteRead = (result, headers, args) => {
    if (result !== null && result !== false) return;
    const noted = journal.recall(answered.get(headers));
    if (noted !== undefined) journal.noteUnread(noted, args[0]);
  };
  const prototype = own(own(view, 'Headers'), 'prototype');
  watchCalls(prototype, 'get', nothing, noteRead);
  watchCalls(prototype, 'has', nothing, noteRead);
};

const watchXhr = (view, journal) => {
  const requests = objectTable();
  const prototype = own(own(view, 'XMLHttpRequest'), 'prototype');
  const look = (_, args) => {
    const asked = { __proto__: null, url: null, method: null };
    if (args.length < 2) return asked;
    args[0] = toldText(args[0], (text) => {
      asked.method = text;
    });
    args[1] = toldText(args[1], (text) => {
      asked.url = text;
    });
    return asked;
  };
  watchCalls(prototype, 'open', look, (_, request, __, { url, method }) => {
    const opened = { url: absolute(view, url), method, names: createList(), noted: null };
    requests.set(request, opened);
  });
  watchCalls(prototype, 'setRequestHeader', nothing, (_, request, args) => {
    const { names } = requests.get(request);
    addName(names, args[0]);
    addOperation(names, args[0], args[1]);
  });
  // Before the call: a synchronous request is over when the call returns.
  watchCalls(prototype, 'send', (request, args, beyond) => {
    const opened = requests.get(request);
    if (opened.noted !== null) return;
    const { url, method, names } = opened;
    const credentials = withCredentials(request) ? 'include' : 'same-origin';
    const operation = args.length > 0 ? operationOf(args[0]) : null;
    const asked = { at: now(), url, method, credentials, mode: 'cors', names, operation };
    opened.noted = journal.note(asked, beyond);
  });
  watchCalls(prototype, 'getResponseHeader', nothing, (result, request, args) => {
    if (result !== null) return;
    const { noted } = requests.get(request);
    const isForeign = originOf(new SafeURL(answeredURL(request))) !== ownOrigin;
    if (isForeign) journal.noteUnread(noted, args[0]);
  });
};

const watchEventSource = (view, journal) => {
  const descriptor = describe(view, 'EventSource');
  const native = descriptor.value;
  const watched = (target, args, newTarget) => {
    const at = now();
    let source;
    try {
      source = construct(target, args, newTarget === descriptor.value ? target : newTarget);
    } catch (error) {
      attempt(() => mend(error, args, watched));
      throw error;
    }
    attempt(() => {
      const url = sourceURL(source);
      const credentials = sourceCredentials(source) ? 'include' : 'same-origin';
      const names = createList();
      const asked = { at, url, method: 'GET', credentials, mode: 'cors', names, operation: null };
      journal.note(asked, watched);
    });
    return source;
  };
  descriptor.value = standIn(native, { construct: watched });
  defineProperty(view, 'EventSource', descriptor);
  const prototype = own(native, 'prototype');
  const link = describe(prototype, 'constructor');
  link.value = descriptor.value;
  defineProperty(prototype, 'constructor', link);
};

/** A function that replaces one of the browser's prints like it, in all realms. */
const watchPrinting = (view) => {
  const prototype = own(own(view, 'Function'), 'prototype');
  const descriptor = describe(prototype, 'toString');
  const watched = (target, self, args) => {
    try {
      return apply(target, natives.get(self) ?? self, args);
    } catch (error) {
      attempt(() => mend(error, [], watched));
      throw error;
    }
  };
  descriptor.value = standIn(descriptor.value, { apply: watched });
  defineProperty(prototype, 'toString', descriptor);
};

/**
 * Sends texts to bridge.js, which is there before any script of the page or comes a little later.
 * It brings a node that the page never sees: each text is an event of that node.
 */
const createBridge = () => {
  const waiting = createList();
  let node = null;
  const send = (text) => {
    apply(dispatchEvent, node, [new SafeEvent('call', { __proto__: null, detail: text })]);
  };
  listen('crosscheck:bridge', (event) => {
    if (node !== null) return;
    node = relatedTarget(event);
    apply(preventDefault, event, []);
    for (let i = 0; i < waiting.length; i++) send(waiting[i]);
    waiting.length = 0;
  });
  apply(dispatchEvent, window, [new SafeEvent('crosscheck:observer')]);
  return (text) => {
    if (node !== null) send(text);
    else if (waiting.length < MOST_CALLS) add(waiting, text);
  };
};

const journal = createJournal(createBridge());
attempt(() => watchPrinting(window));
attempt(() => watchFetch(window, journal));
attempt(() => watchXhr(window, journal));
attempt(() => watchEventSource(window, journal));
listen(KIN, (event) => {
  detailOf(event).natives = natives;
});
