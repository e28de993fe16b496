import type { ReactNode } from 'react';
import { Each } from '../ui/each.tsx';
import { useEnvironment } from '../ui/environment-context.ts';
import { PRIVACY } from './privacy.ts';
import { Sheet } from './sheet.tsx';
import { WHATS_NEW } from './whats-new.ts';

type Shortcut = readonly [keys: readonly string[], what: string];

const SHORTCUTS: readonly (readonly [where: string, shortcuts: readonly Shortcut[]])[] = [
  [
    'Anywhere',
    [
      [['/'], 'Filter the list'],
      [['Esc'], 'Go back to the list. In the filter, clear it first'],
      [['c'], 'Copy the fix'],
      [['Ctrl + V'], 'Read a message that you copied from any browser’s console'],
      [['?'], 'Show this help'],
    ],
  ],
  [
    'In the list',
    [
      [['↑', '↓'], 'Move to the next or previous request'],
      [['→', '←'], 'Open or close a group'],
      [['Page Up', 'Page Down', 'Home', 'End'], 'Move further'],
      [['Enter'], 'Go to the details'],
      [['Shift + ↑', 'Shift + ↓'], 'Select several requests to export'],
      [['Space'], 'Add a request to the selection, or remove it'],
      [['Ctrl + A'], 'Select all requests in the list'],
      [['Ctrl + C'], 'Copy the selected requests as text'],
      [['Shift + F10'], 'Open the menu of a request'],
      [['p'], 'Pin a request to the top, or unpin it'],
      [['n'], 'Write a note about a request'],
    ],
  ],
  [
    'Divider beside the list',
    [
      [['←', '→'], 'Move it'],
      [['Home', 'End'], 'Move it all the way'],
    ],
  ],
  ['In a menu', [[['↑', '↓', 'Home', 'End'], 'Move. Enter runs the item, Esc closes the menu']]],
];

/** All keys of the panel, and what this version is. */
export function Help({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Sheet title="Help" testId="help" onClose={onClose}>
      {SHORTCUTS.map(([where, shortcuts]) => (
        <section key={where}>
          <h3>{where}</h3>
          <dl className="shortcuts">
            {shortcuts.map(([keys, what]) => (
              <div key={what}>
                <dt>
                  <Each of={keys}>{(key) => <kbd>{key}</kbd>}</Each>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <AboutCrosscheck />
    </Sheet>
  );
}

function AboutCrosscheck(): ReactNode {
  const { version, homepage, browserVersion } = useEnvironment();
  return (
    <>
      <section data-testid="whats-new">
        <h3>What is new in {version}</h3>
        <ul className="whats-new">
          <Each of={WHATS_NEW}>{(change) => <li>{change}</li>}</Each>
        </ul>
      </section>
      <section data-testid="feedback">
        <h3>Feedback</h3>
        <p>
          {homepage === null ? (
            'Tell the people who gave you Crosscheck what is wrong or missing.'
          ) : (
            <a href={homepage} target="_blank" rel="noreferrer">
              Tell us what is wrong or missing
            </a>
          )}{' '}
          Name the version: Crosscheck {version}
          {browserVersion !== '' && `, browser ${browserVersion}`}. “Save as JSON” in the Export
          menu makes a report without secrets.
        </p>
      </section>
      <section>
        <h3>Privacy</h3>
        <p>{PRIVACY}</p>
      </section>
    </>
  );
}
