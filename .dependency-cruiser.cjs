// The import law: which folder of src/ may import which. `npm run law` enforces it, and
// ARCHITECTURE.md shows this table (tools/law.test.ts holds the two together).

/** Folder → what it may import besides itself. `◆`: every pure folder. */
const MAY_IMPORT = {
  model: '',
  capture: 'model',
  policy: 'model',
  har: 'model capture',
  messaging: 'model',
  evidence: 'model policy',
  servers: 'model policy evidence',
  hints: 'model policy evidence servers',
  causes: 'model policy',
  lint: 'model policy',
  diagnosis: 'model capture policy causes evidence hints servers',
  witnesses: 'model policy diagnosis',
  endpoints: 'model policy diagnosis',
  picture: 'model policy diagnosis',
  export: '◆',
  platform: 'model capture messaging ui observer',
  ui: '◆',
  background: '◆ platform',
  devtools: 'platform',
  panel: '◆ ui platform',
  popup: '◆ ui platform',
  cli: '◆',
};
