/** The scripts that run in observed pages, from the extension's root. */
export const OBSERVER_FILE = 'observer/observer.js';
export const BRIDGE_FILE = 'observer/bridge.js';
