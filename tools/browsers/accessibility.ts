import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DocumentUnderTest } from './browser-under-test.ts';

type Axe = {
  run(options: object): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
    }[];
  }>;
};

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds, once nothing moves any more. Computed styles do not show forced colors, so axe
 * would check colors that nobody sees: `contrast` is false then.
 */
export async function violationsIn(
  view: DocumentUnderTest,
  contrast = true,
): Promise<readonly string[]> {
  if (!(await view.evaluate<boolean>("'axe' in window"))) {
    await view.evaluate(`(() => { ${AXE} })()`);
  }
  await view.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const isMoving = () =>
      document.getAnimations().some(({ playState }) => playState === 'running');
    await frame();
    // Without a frame, the browser may never end an animation that nobody sees.
    do await frame();
    while (isMoving());
  });
  return view.evaluate(async (enabled: boolean) => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run({
      resultTypes: ['violations'],
      rules: { 'color-contrast': { enabled } },
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary ?? ''}`,
      ),
    );
  }, contrast);
}

/** Elements of a panel or popup that are wider than their place. */
export const tooWideIn = (view: DocumentUnderTest): Promise<readonly string[]> =>
  view.evaluate(() =>
    [
      ...document.querySelectorAll(
        'html, body, .panel, .list-pane, .detail-pane, .onboarding, .popup',
      ),
    ]
      .filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => one.className || one.tagName),
  );
