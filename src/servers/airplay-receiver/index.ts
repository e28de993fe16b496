import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** macOS listens on ports 5000 and 7000 itself, and refuses what is not AirPlay. */
export const airplayReceiver = adviceStack({
  id: 'airplay-receiver',
  label: phrase`AirPlay of macOS`.fr`AirPlay de macOS`,
  kind: 'product',
  docs: 'https://developer.apple.com/forums/thread/682332',
  marks: [
    headerSignal(
      0.95,
      'Server',
      /^AirTunes\//,
      (line) => say`AirPlay sends ${line}.`.fr`AirPlay envoie ${line}.`,
    ),
  ],
  instead: [
    {
      id: 'airplay-port',
      explainsStatus: true,
      fits: ({ finding }) => finding.hop === 0,
      words: () =>
        say`Start your server on another port, such as ${code('5001')}, and request that. Or switch off
          AirPlay Receiver in the settings of macOS, General, AirDrop & Handoff. AirPlay answered here,
          not your server.`
          .fr`Démarrez votre serveur sur un autre port, comme ${code('5001')}, et utilisez-le dans la
          page. Ou désactivez le récepteur AirPlay dans les réglages de macOS, Général, AirDrop et
          Handoff. Ici, c’est AirPlay qui a répondu, et non votre serveur.`,
    },
  ],
});
