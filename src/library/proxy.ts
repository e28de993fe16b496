import { BlockList, isIP } from 'node:net';
import { parseUrl } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { bareHost, portOf } from './address.ts';
import type { Problem } from './named-request.ts';

/** A proxy that requests go through. */
export type HttpProxy = {
  /** Scheme, host and port, without credentials: fit to be shown. */
  readonly address: string;
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** The value of `Proxy-Authorization`. A secret. */
  readonly authorization: string | null;
};

/** Which proxy a URL is asked through; null: none. */
export type ProxyFor = (url: URL) => HttpProxy | null;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads which proxies to use. `chosen` is the address of one for everything, or null for none. If it
 * is undefined, `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` decide, each in lower case first. As in
 * browsers, these never apply to this machine itself. A problem is said without credentials.
 */
export function readProxies(
  chosen: string | null | undefined,
  environment: Environment,
): ProxyFor | Problem {
  if (chosen === null) return () => null;
  if (chosen !== undefined) {
    const proxy = readProxy(chosen, '--proxy');
    return 'problem' in proxy ? proxy : () => proxy;
  }
  const set = (name: string): string => environment[name.toLowerCase()] || environment[name] || '';
  const of = (name: string): HttpProxy | Problem | null =>
    set(name) === '' ? null : readProxy(set(name), name);
  const [secure, plain] = [of('HTTPS_PROXY'), of('HTTP_PROXY')];
  if (secure !== null && 'problem' in secure) return secure;
  if (plain !== null && 'problem' in plain) return plain;
  const isExcepted = exceptions(set('NO_PROXY'));
  return (url) => {
    if (isThisMachine(bareHost(url)) || isExcepted(url)) return null;
    return url.protocol === 'https:' ? secure : plain;
  };
}

/** `name`: where the address stands. Without a scheme, it is `http:`. */
function readProxy(text: string, name: string): HttpProxy | Problem {
  const url = parseUrl(text.includes('://') ? text : `http://${text}`);
  if (url !== null && /^socks/.test(url.protocol)) {
    return {
      problem: phrase`${name} is a SOCKS proxy. Name an HTTP proxy, such as
        http://proxy.example:3128, or add --no-proxy.`.fr`${name} est un proxy SOCKS. Indiquez un
        proxy HTTP, comme http://proxy.example:3128, ou ajoutez --no-proxy.`,
    };
  }
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return {
      problem: phrase`${name} must be like http://proxy.example:3128`
        .fr`${name} doit ressembler à http://proxy.example:3128`,
    };
  }
  const { username, password, origin } = url;
  const userinfo = `${decoded(username)}:${decoded(password)}`;
  return {
    address: origin,
    host: bareHost(url),
    port: portOf(url),
    isSecure: url.protocol === 'https:',
    authorization:
      userinfo === ':' ? null : `Basic ${Buffer.from(userinfo, 'utf8').toString('base64')}`,
  };
}

/** A `%` that encodes nothing stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const isThisMachine = (host: string): boolean =>
  /(?:^|\.)localhost\.?$/.test(host) || isIn(LOOPBACK, host);

/** Whether an address, not a name, is in the list. */
function isIn(list: BlockList, host: string): boolean {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Reads `NO_PROXY` as curl does: names with what is below them, addresses, networks such as
 * `10.0.0.0/8`, and `*` for everything; any of them with a port.
 * @see https://everything.curl.dev/usingcurl/proxies/env.html
 */
function exceptions(text: string): (url: URL) => boolean {
  const all = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(exception);
  return (url) => all.some((matches) => matches(bareHost(url), portOf(url)));
}

function exception(entry: string): (host: string, port: number) => boolean {
  if (entry === '*') return () => true;
  const network = subnet(entry);
  if (network !== null) return (host) => isIn(network, host);
  const [, host = entry, port] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  const name = host.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  return (asked, askedPort) =>
    (port === undefined || Number(port) === askedPort) &&
    (asked === name || (isIP(asked) === 0 && asked.endsWith(`.${name}`)));
}

/** An address or a network such as `10.0.0.0/8`; null if it is none. */
function subnet(entry: string): BlockList | null {
  const [address = '', bits, ...others] = entry.split('/');
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  const length = Number(bits ?? most);
  if (version === 0 || others.length > 0 || !Number.isInteger(length)) return null;
  if (bits === '' || length < 0 || length > most) return null;
  const list = new BlockList();
  list.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4');
  return list;
}
