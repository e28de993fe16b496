import type { ReactNode } from 'react';
import { Each } from '../ui/each.tsx';
import { Sheet } from './sheet.tsx';

type Shortcut = readonly [keys: readonly string[], what: string];

const SHORTCUTS: readonly (readonly [where: string, shortcuts: readonly Shortcut[]])[] = [
  [
    'Anywhere',
    [
      [['/'], 'Go to the filter'],
      [['Esc'], 'Back to the list; in the filter: empty it first'],
      [['?'], 'This help'],
    ],
  ],
  [
    'In the list',
    [
      [['↑', '↓'], 'Walk; the detail follows'],
      [['Page Up', 'Page Down', 'Home', 'End'], 'Walk further'],
      [['Enter'], 'On to the detail'],
      [['Shift + ↑', 'Shift + ↓'], 'Choose several, for Export'],
      [['Space'], 'Choose one more, or let it go'],
      [['Ctrl + A'], 'Choose all that are listed'],
      [['Ctrl + C'], 'Copy what is chosen as text'],
    ],
  ],
  [
    'Between list and detail',
    [
      [['←', '→'], 'Move the divider, once it has the focus'],
      [['Home', 'End'], 'To its ends'],
    ],
  ],
  ['In a menu', [[['↑', '↓', 'Home', 'End'], 'Walk; Enter runs, Esc closes']]],
];

/** All keys that the panel knows. */
export function Help({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Sheet title="Keyboard shortcuts" testId="help" onClose={onClose}>
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
    </Sheet>
  );
}
