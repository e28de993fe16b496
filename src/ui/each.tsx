import { Fragment, type ReactNode } from 'react';

type EachProps<Item> = {
  readonly of: readonly Item[];
  readonly children: (item: Item, index: number) => ReactNode;
};

/** Draws items that have no identity of their own, such as sentences or header lines. */
export function Each<Item>({ of: items, children }: EachProps<Item>): ReactNode {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an item is told by its place alone
    <Fragment key={index}>{children(item, index)}</Fragment>
  ));
}
