import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserUnderTest, PageUnderTest } from './browser-under-test.ts';

/** A loopback server that answers anything with an empty page. */
export async function startReadinessServer(): Promise<{
  readonly url: string;
  /** The same server under a name that makes it another origin. */
  readonly elsewhere: string;
  readonly close: () => void;
}> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>ready</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    elsewhere: `http://localhost:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Just after installation, the extension can miss the first requests. Makes new ones to another
 * origin until one is in what the extension keeps.
 */
export async function seesOwnRequest<Page extends PageUnderTest>({
  open,
  sessionStorage,
}: Pick<BrowserUnderTest<Page>, 'open' | 'sessionStorage'>): Promise<void> {
  const server = await startReadinessServer();
  const page = await open(server.url);
  try {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const mark = `ready-${attempt}`;
      await page.evaluate(
        (url: string) =>
          fetch(url).then(
            () => {},
            () => {},
          ),
        `${server.elsewhere}${mark}`,
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (JSON.stringify(await sessionStorage()).includes(mark)) return;
    }
    throw new Error('The extension captured nothing within 100 requests.');
  } finally {
    await page.close();
    server.close();
  }
}
