import type { Exchange } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';

/**
 * Whether the page requests its web app manifest. Browsers send no cookies for it unless its
 * `<link>` says so.
 * @see https://html.spec.whatwg.org/multipage/links.html#link-type-manifest
 */
export const isManifest = ({ hops: [{ request }], resourceType }: Exchange): boolean =>
  resourceType === 'web_manifest' || get(request?.headers ?? [], 'sec-fetch-dest') === 'manifest';
