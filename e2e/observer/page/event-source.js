import { countedText, echo, frame, group, OWN, outcome, spy } from './behaviors.js';

group('EventSource', {
  tells: () =>
    new Promise((resolve) => {
      const source = new EventSource('/events');
      source.onmessage = ({ data }) => {
        resolve([data, source.readyState, source.url === `${OWN}/events`]);
        source.close();
      };
    }),
  'fails elsewhere': () =>
    new Promise((resolve) => {
      const source = new EventSource(echo());
      source.onerror = ({ type }) => {
        resolve([type, source.readyState]);
        source.close();
      };
    }),
  'is itself': () => {
    const source = new EventSource('/events');
    source.close();
    return [
      source.constructor === EventSource,
      source instanceof EventSource,
      Object.getPrototypeOf(source) === EventSource.prototype,
      EventSource.prototype.constructor === EventSource,
      Reflect.ownKeys(source),
    ];
  },
  'has constants and a name': () => [
    EventSource.name,
    EventSource.length,
    EventSource.CONNECTING,
    EventSource.OPEN,
    EventSource.CLOSED,
    Reflect.ownKeys(EventSource).map(String),
  ],
  'is a subclass': () => {
    class Own extends EventSource {
      constructor(url) {
        super(url);
        this.mine = 1;
        this.target = new.target === Own;
      }
    }
    const source = new Own('/events');
    source.close();
    return [
      source.mine,
      source.target,
      source instanceof Own,
      source instanceof EventSource,
      source.constructor === Own,
      Object.getPrototypeOf(Own) === EventSource,
    ];
  },
  'is constructed by Reflect for another class': () => {
    class Other {}
    const source = Reflect.construct(EventSource, ['/events'], Other);
    const result = [source instanceof Other, source instanceof EventSource];
    EventSource.prototype.close.call(source);
    return result;
  },
  'is a new target': () => {
    const made = Reflect.construct(Date, [], EventSource);
    return [made instanceof EventSource, Object.getPrototypeOf(made) === EventSource.prototype];
  },
  'is asked for its prototype once': () => {
    const log = [];
    const target = new Proxy(class Other {}, {
      get(object, key) {
        log.push(String(key));
        return Reflect.get(object, key);
      },
    });
    const source = Reflect.construct(EventSource, ['/events'], target);
    EventSource.prototype.close.call(source);
    return log;
  },
  'without new': () => outcome(() => EventSource('/events')),
  'without new, by call': () => outcome(() => EventSource.call({}, '/events')),
  'of nothing': () => outcome(() => new EventSource()),
  'of a bad URL': () => outcome(() => new EventSource('http://[')),
  'of an object, printed once': () => {
    const text = countedText('/events');
    const source = new EventSource(text.value);
    source.close();
    return [text.count, source.url === `${OWN}/events`];
  },
  'of an object that throws': () => {
    const mine = new RangeError('mine');
    try {
      new EventSource({
        toString() {
          throw mine;
        },
      });
    } catch (error) {
      return error === mine;
    }
    return 'made';
  },
  'asks for credentials once': () => {
    const log = [];
    const source = new EventSource('/events', {
      get withCredentials() {
        log.push('get');
        return true;
      },
    });
    source.close();
    return [log, source.withCredentials];
  },
  'with an init that is a Proxy': () => {
    const log = [];
    new EventSource('/events', spy({ withCredentials: true }, log)).close();
    return log;
  },
  'with an init that is text': () => outcome(() => new EventSource('/events', 'x')),
  'of a frame': () => {
    const element = frame();
    const View = element.contentWindow;
    const source = new View.EventSource(`${OWN}/events`);
    source.close();
    const result = [
      source instanceof View.EventSource,
      source instanceof EventSource,
      source.constructor === View.EventSource,
    ];
    element.remove();
    return result;
  },
});
