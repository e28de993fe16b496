export { wildcardCaution } from './origin-notes.ts';
