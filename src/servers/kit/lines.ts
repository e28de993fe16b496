export { added, changed, context } from './snippet-lines.ts';
