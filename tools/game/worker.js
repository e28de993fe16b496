/* global send: stands above this text when it is served. */
addEventListener('message', async ({ data }) => postMessage(await send(globalThis, data)));
