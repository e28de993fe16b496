import type { Attack } from './attack.ts';
import { garbageEverywhere } from './garbage.ts';
import { growth } from './growth.ts';
import { plantedSecretsStay } from './planted-secrets.ts';
import { poisonedPaste } from './poisoned-paste.ts';
import { strangers } from './strangers.ts';

/** Every attack, one file each. */
export const attacks: readonly Attack[] = [
  poisonedPaste,
  plantedSecretsStay,
  strangers,
  garbageEverywhere,
  growth,
];
