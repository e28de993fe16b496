export { applicationAnswer } from './application-answer.ts';
