import type { ReactNode } from 'react';
import type { BrowserName } from '../model/exchange.ts';
import { code } from '../model/prose.ts';
import { codeList, say } from '../model/say.ts';
import { ProseText } from '../ui/prose.tsx';
import { Banner } from './banners.tsx';

/** Where a browser lists the policies of its administrator. */
const POLICIES: Readonly<Record<BrowserName, string>> = {
  chromium: 'chrome://policy',
  firefox: 'about:policies',
  webkit: 'about:policies',
};

/** Says that the browser keeps granted hosts from the extension. */
export function WithheldNote({
  hosts,
  browser,
}: {
  readonly hosts: readonly string[];
  readonly browser: BrowserName;
}): ReactNode {
  if (hosts.length === 0) return null;
  const policies = code(POLICIES[browser]);
  const named = codeList(hosts);
  return (
    <Banner kind="info" testId="state-withheld">
      <p>
        <ProseText
          prose={say`Open ${policies}: a policy of your administrator probably keeps extensions away
            from ${named}. The browser told Crosscheck nothing of these requests, so the list shows
            what DevTools saw of them.`
            .fr`Ouvrez ${policies} : une règle de votre administrateur tient probablement les
            extensions à l’écart de ${named}. Le navigateur n’a rien dit de ces requêtes à
            Crosscheck, donc la liste montre ce que DevTools en a vu.`}
        />
      </p>
    </Banner>
  );
}
