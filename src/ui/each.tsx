import { Fragment, type ReactNode } from 'react';

type EachProps<Item> = {
  readonly of: readonly Item[];
  readonly children: (item: Item, index: number) => ReactNode;
};

/** Draws items without identity, such as sentences or header lines. */
export function Each<Item>({ of: items, children }: EachProps<Item>): ReactNode {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: these items have only their place
    <Fragment key={index}>{children(item, index)}</Fragment>
  ));
}
