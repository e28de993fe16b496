import { writeFileSync } from 'node:fs';
import type { BidiSession } from './bidi-session.ts';
import type { PageUnderTest } from './browser-under-test.ts';
import { returnedBy } from './firefox-privileged.ts';

/** A tab of Firefox, driven over BiDi. */
export interface FirefoxPage extends PageUnderTest {
  /** BiDi's id of the tab. */
  readonly context: string;
  /** A real click, which counts as the user's, in the center of the selected element. */
  click(selector: string): Promise<void>;
  bringToFront(): Promise<void>;
}

/**
 * Opens an empty tab, in front of or behind the current one. `beside`: BiDi's id of a tab of the
 * window; without it, the window in front.
 */
export async function openFirefoxPage(
  session: BidiSession,
  { background = false, beside }: { readonly background?: boolean; readonly beside?: string } = {},
): Promise<FirefoxPage> {
  const created = await session.send('browsingContext.create', {
    type: 'tab',
    background,
    ...(beside !== undefined && { referenceContext: beside }),
  });
  return firefoxPage(session, String(created['context']));
}

export function firefoxPage(session: BidiSession, context: string): FirefoxPage {
  const evaluate: PageUnderTest['evaluate'] = async <R>(
    code: string | ((argument: never) => R | Promise<R>),
    argument?: unknown,
  ) =>
    returnedBy(
      await session.send('script.callFunction', {
        functionDeclaration: callable(code),
        arguments: [{ type: 'string', value: JSON.stringify(argument ?? null) }],
        awaitPromise: true,
        userActivation: true,
        target: { context },
      }),
    ) as R;
  return {
    context,
    evaluate,
    goto: (url) => session.send('browsingContext.navigate', { context, url, wait: 'complete' }),
    click: async (selector) => {
      const [x, y] = await evaluate<readonly [number, number]>(`(() => {
        const element = document.querySelector(${JSON.stringify(selector)});
        element.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = element.getBoundingClientRect();
        return [Math.round(left + width / 2), Math.round(top + height / 2)];
      })()`);
      const move = { type: 'pointerMove', x, y };
      const [down, up] = ['pointerDown', 'pointerUp'].map((type) => ({ type, button: 0 }));
      const mouse = { type: 'pointer', id: 'mouse', actions: [move, down, up] };
      await session.send('input.performActions', { context, actions: [mouse] });
    },
    bringToFront: async () => {
      await session.send('browsingContext.activate', { context });
    },
    screenshot: async ({ path }) => {
      const { data } = await session.send('browsingContext.captureScreenshot', { context });
      writeFileSync(path, Buffer.from(String(data), 'base64'));
    },
    close: async () => {
      await session.send('browsingContext.close', { context });
    },
  };
}

/** Values travel as JSON. The tools that run this code in node name functions by `__name`. */
export function callable(code: string | ((argument: never) => unknown)): string {
  const called = typeof code === 'string' ? code : `(${code})(JSON.parse(json))`;
  return `async (json) => {
    const __name = (value) => value;
    const value = await (${called});
    return JSON.stringify(value === undefined ? null : value);
  }`;
}
