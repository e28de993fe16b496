import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerOf, lineOf, pathSignal } from '../kit/marks.ts';
import { fieldSnippet, plainList } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Rocket.Chat: two settings of its admin pages, off at first. Then OPTIONS gets 405.
 * @see https://github.com/RocketChat/Rocket.Chat/blob/develop/apps/meteor/server/settings/general.ts
 */
export const rocketChat = settingsStack({
  id: 'rocket-chat',
  label: 'Rocket.Chat',
  kind: 'product',
  docs: 'https://docs.rocket.chat/docs/general#rest-api',
  marks: [
    {
      weight: 0.85,
      seen: (one) =>
        headerOf(one, 'x-instance-id') !== '' &&
        /^\/api\/(?:v1\/|info$|apps\/)/.test(parseUrl(one.url)?.pathname ?? ''),
      evidence: (one) =>
        say`Rocket.Chat has such addresses, and sends ${lineOf(one, 'X-Instance-ID')}.`
          .fr`Rocket.Chat utilise de telles adresses, et envoie ${lineOf(one, 'X-Instance-ID')}.`,
    },
    pathSignal(
      0.8,
      /^\/api\/v1\/(?:channels|chat|groups|im|users|rooms|subscriptions|livechat|settings|method)\.[a-zA-Z]+/,
      say`Rocket.Chat has such addresses.`.fr`Rocket.Chat utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH'],
    headers: [
      'origin',
      'x-requested-with',
      'content-type',
      'accept',
      'x-user-id',
      'x-auth-token',
      'x-visitor-token',
      'authorization',
    ],
    expose: [],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) => {
    const list = plainList(origins);
    if (list === null) return null;
    return [
      fieldSnippet(
        'CORS Origin',
        say`Open ${code('Administration')}, ${code('Workspace')}, ${code('Settings')},
          ${code('General')}, ${code('REST API')}. Turn on ${code('Enable CORS')}, write this into
          ${code('CORS Origin')}, with the origins of other pages after commas, and save.`
          .fr`Ouvrez ${code('Administration')}, ${code('Workspace')}, ${code('Settings')},
          ${code('General')}, ${code('REST API')}. Activez ${code('Enable CORS')}, écrivez ceci dans
          ${code('CORS Origin')}, avec les origines d’autres pages après des virgules, et enregistrez.`,
        [list],
      ),
    ];
  },
  restart: null,
  notes: [
    say`The variables ${code('OVERWRITE_SETTING_API_Enable_CORS=true')} and
      ${code('OVERWRITE_SETTING_API_CORS_Origin')} set the same when Rocket.Chat starts.`
      .fr`Les variables ${code('OVERWRITE_SETTING_API_Enable_CORS=true')} et
      ${code('OVERWRITE_SETTING_API_CORS_Origin')} règlent la même chose au démarrage de Rocket.Chat.`,
  ],
});
