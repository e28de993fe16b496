import type { HintRule } from '../evidence/hint.ts';
import { apacheHeaderTables } from './apache/hints/apache-header-tables.ts';
import { appendSlashError } from './django-cors-headers/hints/append-slash-error.ts';
import { badHost } from './django-cors-headers/hints/bad-host.ts';
import { middlewareBelowCommon } from './django-cors-headers/hints/middleware-below-common.ts';
import { middlewareBelowSecurity } from './django-cors-headers/hints/middleware-below-security.ts';
import { middlewareDidNotRun } from './django-cors-headers/hints/middleware-did-not-run.ts';
import { stringForList } from './django-cors-headers/hints/string-for-list.ts';
import { notASinglePageApp } from './entra-id/hints/not-a-single-page-app.ts';
import { starletteWithoutCookie } from './fastapi/hints/starlette-without-cookie.ts';
import { nginxWithoutAlways } from './nginx/hints/nginx-without-always.ts';

/** The hints of all servers' rooms. */
export const serverHints: readonly HintRule[] = [
  apacheHeaderTables,
  appendSlashError,
  badHost,
  middlewareBelowCommon,
  middlewareBelowSecurity,
  middlewareDidNotRun,
  nginxWithoutAlways,
  notASinglePageApp,
  starletteWithoutCookie,
  stringForList,
];
