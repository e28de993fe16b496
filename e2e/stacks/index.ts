import type { LabStack } from '../stack-lab/lab-stack.ts';
import { express5 } from './express-5.ts';

/** Every real server that fixes are proved on. */
export const labStacks: readonly LabStack[] = [express5];
