import { type ReactNode, useId, useMemo, useRef } from 'react';
import type { RowDiagnosis } from '../diagnosis/diagnosis.ts';
import { phrase } from '../model/say.ts';
import { type Arrow, type Drawing, layout, type Mark, type Text } from '../picture/layout.ts';
import type { Picture } from '../picture/picture.ts';
import { pictureOf } from '../picture/picture-of.ts';
import { sentences } from '../picture/sentences.ts';
import { Each } from '../ui/each.tsx';
import { useWidth } from '../ui/use-width.ts';

/** Used until it is measured. */
const FIRST_WIDTH = 400;

/**
 * What happened in an exchange, as a drawing: who sent what to whom, when, and where it stopped.
 */
export function ExchangePicture({ diagnosis }: { readonly diagnosis: RowDiagnosis }): ReactNode {
  const picture = useMemo(() => pictureOf(diagnosis), [diagnosis]);
  return (
    <PictureFigure
      picture={picture}
      name={phrase`What happened: ${diagnosis.title}`.fr`Ce qui s’est passé : ${diagnosis.title}`}
    />
  );
}

/** Any picture, as wide as there is room. Its words are there for screen readers. */
export function PictureFigure({
  picture,
  name,
}: {
  readonly picture: Picture;
  readonly name: string;
}): ReactNode {
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure) ?? FIRST_WIDTH;
  const drawing = useMemo(() => layout(picture, width), [picture, width]);
  const id = useId();
  return (
    <figure className="picture" ref={figure} data-testid="picture">
      <DrawingSvg drawing={drawing} name={name} describedBy={id} />
      <ol className="visually-hidden" id={id}>
        <Each of={sentences(picture)}>{(sentence) => <li>{sentence}</li>}</Each>
      </ol>
    </figure>
  );
}

function DrawingSvg({
  drawing: { width, height, lifelines, arrows, marks, texts },
  name,
  describedBy,
}: {
  readonly drawing: Drawing;
  readonly name: string;
  readonly describedBy: string;
}): ReactNode {
  return (
    <svg width={width} height={height} role="img" aria-label={name} aria-describedby={describedBy}>
      <Each of={lifelines}>
        {({ x, from, to }) => <line className="lifeline" x1={x} x2={x} y1={from} y2={to} />}
      </Each>
      <Each of={texts}>{(text) => <TextNode text={text} />}</Each>
      <Each of={arrows}>{(arrow) => <ArrowNode arrow={arrow} />}</Each>
      <Each of={marks}>{(mark) => <MarkNode mark={mark} />}</Each>
    </svg>
  );
}

function TextNode({
  text: { x, y, text, anchor, role, tone },
}: {
  readonly text: Text;
}): ReactNode {
  return (
    <text x={x} y={y} textAnchor={anchor} className={`picture-${role} tone-${tone}`}>
      {text}
    </text>
  );
}

const HEAD = 5;

function ArrowNode({ arrow: { from, to, y, tone } }: { readonly arrow: Arrow }): ReactNode {
  const way = Math.sign(to - from);
  // A lost or unsent message does not arrive.
  const end = tone === 'unsent' ? from + way * 26 : tone === 'lost' ? to - way * 26 : to;
  const [tip, back] = [end - way, end - way * (HEAD + 1)];
  return (
    <g className={`arrow tone-${tone}`}>
      <line x1={from} x2={back} y1={y} y2={y} />
      {tone === 'unsent' || tone === 'lost' ? (
        <path className="cross" d={`M${end - 4} ${y - 4}l8 8m0-8l-8 8`} />
      ) : (
        <path className="tip" d={`M${tip} ${y}L${back} ${y - HEAD}V${y + HEAD}Z`} />
      )}
    </g>
  );
}

function MarkNode({ mark: { x, y, tone } }: { readonly mark: Mark }): ReactNode {
  return (
    <g className={`place tone-${tone}`} transform={`translate(${x} ${y})`}>
      {tone === 'stopped' ? (
        <>
          <path d="M-3-7h6l4 4v6l-4 4h-6l-4-4v-6Z" />
          <path className="ink" d="m-2.6-2.6 5.2 5.2m0-5.2-5.2 5.2" />
        </>
      ) : (
        <circle r="4.5" />
      )}
    </g>
  );
}
