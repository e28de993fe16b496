/**
 * The one platform global that pure code may use: the WHATWG URL parser, which browsers and node
 * share. Everything else of the DOM, the browser and node is out of reach by construction.
 * @see https://url.spec.whatwg.org/#api
 */
declare class URL {
  constructor(url: string, base?: string | URL);
  static canParse(url: string, base?: string): boolean;
  readonly origin: string;
  readonly href: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
}
