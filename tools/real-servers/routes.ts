import type { HeaderList } from '../../src/model/header-list.ts';
import { parseUrl } from '../../src/model/origin.ts';
import type { ServerAnswer, ServerRequest } from '../../src/servers/kit/stack.ts';

/** What differs between frameworks below their CORS code. */
export type RouteManners = {
  /** The status of an OPTIONS to a route that does not handle it. */
  readonly options: number;
  /** The status of another method that a route does not handle. */
  readonly method: number;
  /** What the framework puts on its redirects. */
  readonly redirect?: HeaderList;
};

/** How the routes of every lab project answer their CORS code, below any prefix. */
export function labRoutes({ options, method, redirect = [] }: RouteManners) {
  return (request: ServerRequest): ServerAnswer => {
    const path = (parseUrl(request.url)?.pathname ?? '').replace(/^\/\d+(?=\/)/, '');
    const route = ROUTES[path];
    if (route === undefined) return { status: 404, headers: [] };
    if (request.method === 'OPTIONS') return { status: options, headers: [] };
    if (!route.methods.includes(request.method)) return { status: method, headers: [] };
    return { status: route.status, headers: route.status === 302 ? redirect : [] };
  };
}

const ROUTES: Readonly<
  Record<string, { readonly status: number; readonly methods: readonly string[] }>
> = {
  '/api/data': { status: 200, methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] },
  '/api/boom': { status: 500, methods: ['GET', 'HEAD'] },
  '/api/redirect': { status: 302, methods: ['GET', 'HEAD'] },
};
