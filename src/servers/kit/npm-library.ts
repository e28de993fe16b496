export { callMark } from './library-call.ts';
