import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      say`Supabase Auth has such addresses.`.fr`Supabase Auth utilise de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'supabase-authorize',
      fits: ({ url }) => /^\/auth\/v1\/(?:authorize|callback|verify)$/.test(url.pathname),
      words: () =>
        say`Call ${code('supabase.auth.signInWithOAuth(…)')}, or navigate there with
          ${code('location')}. This address starts a login at another site, which a script cannot
          do.`
          .fr`Appelez ${code('supabase.auth.signInWithOAuth(…)')}, ou naviguez vers cette adresse
          avec ${code('location')}. Elle démarre une connexion sur un autre site, ce qu’un script ne
          peut pas faire.`,
    },
  ],
});
