import { gainers } from '../../src/diagnosis/gains.ts';
import { hostileEvidence } from '../../src/diagnosis/testing/hostile-evidence.ts';
import { stacks } from '../../src/servers/index.ts';
import type { Attack } from './attack.ts';
import { tried } from './tried.ts';

export const strangers: Attack = {
  id: 'strangers',
  about: 'makes servers name any origin: no fix may let one in that did not ask',
  *run(amount) {
    for (const stack of stacks) {
      yield tried(
        stack.id,
        hostileEvidence,
        ({ required, seenServer }) => {
          const remedy = stack.remedy(required, seenServer);
          if (remedy === null || remedy.sameOriginUrl !== undefined) return;
          const gained = gainers(remedy.answer, required, seenServer);
          if (gained.length > 0) throw new Error(`gained by ${gained.join(' ')}`);
        },
        amount,
      );
    }
  },
};
