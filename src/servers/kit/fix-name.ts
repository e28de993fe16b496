import { phrase } from '../../model/say.ts';
import { POSSIBLE } from './marks.ts';
import type { Detection, Stack } from './stack.ts';

type Fix = {
  readonly stack: Pick<Stack, 'label'>;
  readonly detected: boolean;
  readonly detection: Pick<Detection, 'confidence'>;
};

/** The server that a fix is for, and whether it is detected. `label`: escaped for where it stands. */
export function fixName({ stack, detected, detection }: Fix, label = stack.label): string {
  if (detected) return phrase`${label} (detected)`.fr`${label} (détecté)`;
  if (detection.confidence < POSSIBLE) return label;
  return phrase`${label} (possible)`.fr`${label} (possible)`;
}
