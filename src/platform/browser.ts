import browser from 'webextension-polyfill';

/** The extension API, promise-based in both browsers. The only import of the polyfill. */
export { browser };
