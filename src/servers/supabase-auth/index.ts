import { code, prose } from '../../model/prose.ts';
import { urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Supabase Auth allows every page, except where a person must sign in. */
export const supabaseAuth = adviceStack({
  id: 'supabase-auth',
  label: 'Supabase · Auth',
  kind: 'platform',
  docs: 'https://supabase.com/docs/guides/auth/social-login',
  marks: [
    urlSignal(
      0.97,
      /^https:\/\/[a-z0-9]+\.supabase\.(?:co|in)\/auth\/v1\//,
      prose`Supabase Auth has such addresses.`,
    ),
  ],
  instead: [
    {
      id: 'supabase-authorize',
      fits: ({ url }) => /^\/auth\/v1\/(?:authorize|callback|verify)$/.test(url.pathname),
      words: () =>
        prose`Call ${code('supabase.auth.signInWithOAuth(…)')}, or navigate there with
          ${code('location')}. This address starts a login at another site, which a script cannot do.`,
    },
  ],
});
