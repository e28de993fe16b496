import { hasCorsHeader } from '../../evidence/facts.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { hostSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** What stands before a Space of Hugging Face. The code in a Space has a room of its own. */
export const huggingFaceSpaces = adviceStack({
  id: 'hugging-face-spaces',
  label: 'Hugging Face · Space',
  kind: 'in-front',
  docs: 'https://huggingface.co/docs/hub/spaces-embed',
  marks: [
    hostSignal(
      0.97,
      /\.hf\.space$/,
      say`Spaces have the hosts below ${code('hf.space')}.`
        .fr`Les hôtes sous ${code('hf.space')} appartiennent aux Spaces.`,
    ),
  ],
  instead: [
    {
      id: 'hugging-face-private',
      explainsStatus: true,
      fits: ({ status, headers }) => /^40[134]$/.test(String(status)) && !hasCorsHeader(headers),
      words: ({ url }) =>
        say`Make the Space public, or request it from your own server with a token. For a private
          Space, Hugging Face itself refuses a preflight request, which never carries a token. If the
          Space is public, check the address ${shown(url)}, and that the Space runs.`
          .fr`Rendez le Space public, ou interrogez-le depuis votre propre serveur avec un jeton. Pour
          un Space privé, Hugging Face refuse lui-même la requête préliminaire, qui ne porte jamais de
          jeton. Si le Space est public, vérifiez l’adresse ${shown(url)}, et que le Space
          fonctionne.`,
    },
    {
      id: 'hugging-face-stopped',
      explainsStatus: true,
      fits: ({ status, headers }) => status >= 500 && !hasCorsHeader(headers),
      words: () =>
        say`Open the Space’s page and its logs: the Space sleeps, starts, or stopped at an error. No
          CORS setting helps.`
          .fr`Ouvrez la page du Space et ses journaux : le Space dort, démarre, ou s’est arrêté sur une
          erreur. Aucun réglage CORS n’y change rien.`,
    },
  ],
});
