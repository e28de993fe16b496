import { type Language, language } from '../model/language.ts';

/** What changed in this version, one sentence each. The build writes it (tools/build/whats-new.ts). */
declare const __WHATS_NEW__: Readonly<Record<Language, readonly string[]>>;

export const WHATS_NEW = __WHATS_NEW__[language()];
