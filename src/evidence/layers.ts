import { elements, type HeaderList } from '../model/header-list.ts';

/**
 * The layer nearest to the browser that names itself in `Via`, as it stands there without the
 * protocol; null where none does.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.via each one appends itself
 */
export function outerLayerOf(list: HeaderList): string | null {
  const last = elements(list, 'via').at(-1) ?? '';
  const name = last.replace(/^\S+\s+/, '').trim();
  return name === '' ? null : name;
}
