import type { ReactNode } from 'react';
import { BROWSER_LABELS } from '../causes/other-browser.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { phrase } from '../model/say.ts';
import { ProseText } from '../ui/prose.tsx';
import { Remark } from './remark.tsx';

/** What each other browser would decide for the same responses, where it differs. */
export function InOtherBrowsers({ diagnosis }: { readonly diagnosis: Diagnosis }): ReactNode {
  return diagnosis.otherBrowsers.map(({ browser, text }) => {
    const label = phrase`In ${BROWSER_LABELS[browser]}`.fr`Dans ${BROWSER_LABELS[browser]}`;
    return (
      <section key={browser} aria-label={label} data-testid="other-browser">
        <h3>{label}</h3>
        <ul className="hints">
          <Remark icon="info">
            <ProseText prose={text} />
          </Remark>
        </ul>
      </section>
    );
  });
}
