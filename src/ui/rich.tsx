import { Fragment, type ReactNode } from 'react';
import { inOneLine } from '../model/prose.ts';
import { inEachLanguage } from '../model/say.ts';

/**
 * A text with elements in it, in every language:
 * `` rich`Press ${<kbd>/</kbd>} to filter.`.fr`Appuyez sur ${<kbd>/</kbd>} pour filtrer.` ``.
 * A line break in the source, with its indentation, becomes one space.
 */
export const rich = inEachLanguage<ReactNode, ReactNode>((texts, values) =>
  texts.map((text, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have only their place
    <Fragment key={index}>
      {inOneLine(text)}
      {values[index]}
    </Fragment>
  )),
);
