export { canBeMet as isMeetable } from './can-be-met.ts';
