import { speakAsSet } from '../platform/language.ts';

// Some texts are made while their module loads: the language comes first.
await speakAsSet();
const { draw } = await import('./view.tsx');
draw();
