export { line } from './response-headers.ts';
