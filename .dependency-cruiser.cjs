// The import law: which folder of src/ may import which. `npm run law` enforces it, and
// ARCHITECTURE.md shows both tables (tools/law/law.test.ts holds them equal, by the rules’ names).

/**
 * Folder → what it may import besides itself. ◆ behind a name: pure, without DOM, browser and
 * Node. ◆ in a list: every pure folder. Nothing lists an entry point (background, devtools,
 * panel, popup, grant, cli, playwright), so nothing may import one.
 */
const MAY_IMPORT = {
  'model ◆': '',
  'capture ◆': 'model',
  'policy ◆': 'model',
  'har ◆': 'model capture',
  'console ◆': 'model policy',
  'messaging ◆': 'model checks',
  'evidence ◆': 'model policy',
  'settings ◆': 'model',
  'servers ◆': 'model evidence settings',
  'hints ◆': 'model policy evidence servers',
  'causes ◆': 'model policy',
  'lint ◆': 'model policy',
  'diagnosis ◆': 'model policy console causes evidence hints servers settings',
  'witnesses ◆': 'model policy',
  'endpoints ◆': 'model policy diagnosis',
  'trial ◆': 'model capture policy servers diagnosis',
  'checks ◆': 'model capture policy',
  'picture ◆': 'model policy diagnosis',
  'export ◆': 'model policy causes servers lint diagnosis endpoints picture',
  observer: '',
  ui: 'model policy messaging har servers diagnosis witnesses endpoints checks',
  platform: 'model capture messaging checks trial ui observer',
  background: 'model capture messaging endpoints checks trial platform',
  devtools: 'platform',
  panel: '◆ ui platform',
  popup: 'model servers diagnosis endpoints ui platform checks',
  grant: 'model messaging ui platform',
  cli: 'model policy causes har console servers settings lint diagnosis endpoints checks export library',
  library: 'model capture policy har servers lint checks export',
  recording: 'model policy console har servers diagnosis export library',
  playwright: 'model recording library',
  puppeteer: 'recording library',
};

/** Folder → the packages that it may use; every other folder uses none. */
const MAY_USE = {
  settings: '@lezer/common @lezer/javascript @lezer/python',
  platform: 'webextension-polyfill',
  ui: 'react react-dom',
  panel: 'react @tanstack/react-virtual',
  popup: 'react',
  grant: 'react react-dom',
  library: 'node',
  cli: 'node',
  playwright: 'playwright',
};

const nameOf = (key) => key.split(' ')[0];
const words = (list) => list.split(' ').filter((word) => word !== '');
const folders = Object.keys(MAY_IMPORT).map(nameOf);
const pure = Object.keys(MAY_IMPORT)
  .filter((key) => key.endsWith('◆'))
  .map(nameOf);
const either = (names) => `(${names.join('|')})`;

/** Tests and what only they use. They may import what they like. */
const TEST = '\\.test\\.tsx?$|/testing/';

const layers = Object.entries(MAY_IMPORT).map(([key, list]) => {
  const folder = nameOf(key);
  const allowed = words(list).flatMap((word) => (word === '◆' ? pure : [word]));
  return {
    name: `${key} imports only: ${list || 'nothing'}`,
    severity: 'error',
    from: { path: `^src/${folder}/`, pathNot: TEST },
    to: { path: '^(src|tools|e2e)/', pathNot: `^src/${either([folder, ...allowed])}/` },
  };
});

const packages = folders.map((folder) => {
  const names = words(MAY_USE[folder] ?? '');
  return {
    name: `${folder} uses only: ${names.join(' ') || 'no package'}`,
    severity: 'error',
    from: { path: `^src/${folder}/`, pathNot: TEST },
    to: {
      pathNot: ['^(src|tools|e2e)/', ...names.map((name) => `^(node_modules/)?${name}(/|$)`)],
      ...(names.includes('node') ? { dependencyTypesNot: ['core'] } : {}),
    },
  };
});

/** `from` must not import `to`. */
const never = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...layers,
    ...packages,
    never(
      'every folder of src is in the table',
      { path: '^src/', pathNot: [`^src/${either(folders)}/`, TEST] },
      {},
    ),
    never(
      'nothing shipped imports a test or what tests use',
      { path: '^src/', pathNot: TEST },
      { path: TEST },
    ),
    never(
      'a server’s room uses the kit, and no other room but the library that it runs',
      { path: '^src/servers/([^/]+)/', pathNot: TEST },
      { path: '^src/servers/', pathNot: '^src/servers/($1|kit|express-cors)/' },
    ),
    never(
      'the kit knows no server',
      { path: '^src/servers/kit/', pathNot: TEST },
      { path: '^src/servers/', pathNot: '^src/servers/kit/' },
    ),
    never('tools never import e2e', { path: '^tools/' }, { path: '^e2e/' }),
    never(
      'set-up runs before any package is there',
      { path: '^tools/(main\\.mjs|set-up/)' },
      // What is required later, within a function, is there by then.
      { pathNot: '^tools/(main\\.mjs|set-up/)', dependencyTypesNot: ['core', 'require'] },
    ),
    never('no file imports itself by a detour', {}, { circular: true }),
  ],
  options: {
    // What is imported for its type alone counts too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
