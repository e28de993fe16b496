import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shownList } from '../../model/shown.ts';
import { headerSignal, portSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Netdata: it allows every page, but only GET and its own list of request headers. */
export const netdata = adviceStack({
  id: 'netdata',
  label: 'Netdata',
  kind: 'product',
  docs: 'https://learn.netdata.cloud/docs/netdata-agent/configuration/running-the-netdata-agent-behind-a-reverse-proxy/',
  marks: [
    headerSignal(
      0.97,
      'Server',
      /^Netdata\b/i,
      (line) => say`Netdata sends ${line}.`.fr`Netdata envoie ${line}.`,
    ),
    portSignal(0.6, 19999, 'Netdata'),
  ],
  instead: [
    {
      id: 'netdata-mcp',
      fits: ({ finding, asked }) =>
        finding.cause === 'header-not-allowed' && asked.some((name) => name.startsWith('mcp-')),
      words: ({ headers }) =>
        say`Update Netdata: releases since April 2026 allow ${shownList(headers)} at their own MCP
          address. Older ones have a fixed list, and no setting.`
          .fr`Mettez Netdata à jour : les versions depuis avril 2026 autorisent ${shownList(headers)} à
          leur propre adresse MCP. Les plus anciennes ont une liste fixe, et aucun réglage.`,
    },
    {
      id: 'netdata-headers',
      byProxy: true,
      fits: ({ finding, asked }) =>
        finding.cause === 'header-not-allowed' && !asked.some((name) => name.startsWith('mcp-')),
      words: ({ headers }) =>
        say`Leave ${shownList(headers)} out of the request. Netdata’s list of headers is fixed. If a
          proxy in front asks for a login, let the proxy answer ${code('OPTIONS')} itself.`
          .fr`Retirez ${shownList(headers)} de la requête. La liste d’en-têtes de Netdata est fixe. Si
          un proxy placé devant demande une connexion, faites-le répondre lui-même à ${code('OPTIONS')}.`,
    },
    {
      id: 'netdata-twice',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        say`Remove the CORS headers from the proxy in front of Netdata. Netdata already allows every
          page.`
          .fr`Retirez les en-têtes CORS du proxy placé devant Netdata. Netdata autorise déjà toutes les
          pages.`,
    },
    {
      id: 'netdata-proxy',
      byProxy: true,
      fits: ({ finding }) => finding.cause === 'missing-allow-origin',
      words: () =>
        say`Check the proxy in front of Netdata: it must pass on what Netdata sends. Netdata itself
          allows every page.`
          .fr`Vérifiez le proxy placé devant Netdata : il doit transmettre ce que Netdata envoie.
          Netdata autorise lui-même toutes les pages.`,
    },
  ],
});
