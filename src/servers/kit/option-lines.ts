export { markedLines, optionLines } from './snippet-lines.ts';
