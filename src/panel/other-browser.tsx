import type { ReactNode } from 'react';
import { BROWSER_LABELS } from '../causes/other-browser.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { ProseText } from '../ui/prose.tsx';
import { Remark } from './remark.tsx';

/** What the other browser would decide for the same responses, if it differs. */
export function InOtherBrowser({ diagnosis }: { readonly diagnosis: Diagnosis }): ReactNode {
  const { otherBrowser } = diagnosis;
  if (otherBrowser === null) return null;
  const label = `In ${BROWSER_LABELS[otherBrowser.browser]}`;
  return (
    <section aria-label={label} data-testid="other-browser">
      <h3>{label}</h3>
      <ul className="hints">
        <Remark icon="info">
          <ProseText prose={otherBrowser.text} />
        </Remark>
      </ul>
    </section>
  );
}
