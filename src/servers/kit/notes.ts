import { code, type Prose } from '../../model/prose.ts';
import type { PresentOptions } from './cors-options.ts';

/** What a list in place of `*` means for others; nothing where no `*` was seen. */
export function wildcardCaution({ wildcard }: PresentOptions): readonly Prose[] {
  if (!wildcard) return [];
  return [
    [
      'The server answers ',
      code('*'),
      ' now, so every site can read it. The list takes its place: add the other origins that need ',
      'the server.',
    ],
  ];
}
