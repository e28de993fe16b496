import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { LANGUAGES, type Language } from '../../src/model/language.ts';

/** A text that a person reads, with its place in the source. */
export type Text = {
  /** `src/causes/x.ts:12`. */
  readonly at: string;
  /** In one piece; a value that is known only at run time appears as `…`. */
  readonly text: string;
  /** A fragment is prose in an array, where a reader cannot see its whole sentence. */
  readonly kind: 'sentence' | 'heading' | 'fragment';
  readonly language: Language;
  /** Whether it stands beside its twins in the other languages (src/model/say.ts). */
  readonly hasTwins: boolean;
};

/** A value that is known only at run time. */
const VALUE = '…';
/** Elements within a sentence; any other element starts another text. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b br code em i kbd span strong time'.split(' '),
);
const HEADING = /^(h[1-6]|legend|summary|caption)$/;
/** Attributes that are shown or read aloud. */
const SPOKEN: ReadonlySet<string> = new Set(
  'alt aria-description aria-label hint label placeholder title'.split(' '),
);
/** Looks like words of a sentence, and not like code. */
const SENTENCE = /^[\p{Lu}…“‘(][^={};<>]*\p{L} \p{Ll}/u;
/** The end of a sentence, or at least four words of one. */
const PIECE = /^\p{Ll}[\p{L}’]*( [\p{L}\d’“”…-]+[,.:;]?){3,}$/u;
/** The functions that make a value within prose (src/model/prose.ts, src/model/shown.ts). */
const SPAN_MAKERS: ReadonlySet<string> = new Set(
  'code codeList shown shownList lineOf prose'.split(' '),
);
/** The tags of texts that exist in every language. */
const WITH_TWINS: ReadonlySet<string> = new Set(['say', 'phrase', 'verbatim', 'rich']);

/** Every text of the shipped source below a folder. Tests and test support are left out. */
export function textsIn(folder: string): readonly Text[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|(^|\/)testing\/|\.d\.ts$/.test(name))
    .toSorted()
    .flatMap((name) => textsOf(join(folder, name)));
}

/** Every text of one source file. */
export const textsOf = (file: string): readonly Text[] =>
  textsOfSource(file, readFileSync(file, 'utf8'));

/** Every text of a source, which may be TSX where the file's name ends with `x`. */
export function textsOfSource(file: string, code: string): readonly Text[] {
  const source = ts.createSourceFile(
    file,
    code,
    ts.ScriptTarget.ESNext,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: Text[] = [];
  const add = (
    node: ts.Node,
    text: string,
    kind: Text['kind'] = 'sentence',
    of: Pick<Text, 'language' | 'hasTwins'> = IN_ENGLISH,
  ): void => {
    const plain = text.replace(/\s+/g, ' ').trim();
    if (!/\p{L}{2}/u.test(plain)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ at: `${file}:${line + 1}`, text: plain, kind, ...of });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isArrayLiteralExpression(node) && isFragmented(node)) {
      add(node, node.elements.map(fragmentText).join(''), 'fragment');
      for (const value of node.elements) if (!isWords(value)) visit(value);
      return;
    }
    if (ts.isTaggedTemplateExpression(node)) {
      const { tag, template } = node;
      const language = ts.isPropertyAccessExpression(tag) ? languageNamed(tag.name.text) : null;
      // The help of a command has columns, no sentences.
      const isPage = tag.getText().startsWith('verbatim');
      const isTwin = language !== null || WITH_TWINS.has(tag.getText());
      if (!isPage && (isTwin || tag.getText() === 'prose'))
        add(node, templateText(template, language ?? 'en'), kindOf(node), {
          language: language ?? 'en',
          // What only joins values has no words to translate.
          hasTwins: isTwin || !/\p{L}/u.test(ownText(template)),
        });
      visit(tag);
      valuesOf(template).forEach(visit);
      return;
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'code') return;
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
      jsxText(node, add);
      if (ts.isJsxElement(node)) visit(node.openingElement.attributes);
      node.children.forEach(visit);
      return;
    }
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (SPOKEN.has(node.name.getText())) add(node, node.initializer.text);
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = ts.isTemplateExpression(node) ? templateText(node) : node.text;
      const isTitle =
        ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'title';
      if (isTitle || SENTENCE.test(text) || PIECE.test(text)) {
        const language = translationAround(node);
        const of = language === null ? IN_ENGLISH : { language, hasTwins: true };
        add(node, text, isTitle ? 'heading' : 'sentence', of);
      }
      if (ts.isTemplateExpression(node)) valuesOf(node).forEach(visit);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const languageNamed = (name: string): Language | null =>
  LANGUAGES.find((one) => one === name) ?? null;

const IN_ENGLISH = { language: 'en', hasTwins: false } as const;

/** The language of the translation whose value a text is; null if it is none. */
function translationAround({ parent }: ts.Node): Language | null {
  if (parent === undefined) return null;
  if (!ts.isTaggedTemplateExpression(parent)) return translationAround(parent);
  return ts.isPropertyAccessExpression(parent.tag) ? languageNamed(parent.tag.name.text) : null;
}

/** Whether a text with twins is a heading, by what it is the value of. */
function kindOf(node: ts.Node): Text['kind'] {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return kindOf(parent.parent);
  return ts.isPropertyAssignment(parent) && parent.name.getText() === 'title'
    ? 'heading'
    : 'sentence';
}

const valuesOf = (template: ts.TemplateLiteral): readonly ts.Expression[] =>
  ts.isTemplateExpression(template) ? template.templateSpans.map((span) => span.expression) : [];

/** In a translation, code is left out: its words are not of that language. */
function templateText(template: ts.TemplateLiteral, language: Language = 'en'): string {
  if (!ts.isTemplateExpression(template)) return template.text;
  const spans = template.templateSpans.map(({ expression, literal }) => {
    return `${language === 'en' ? valueText(expression) : VALUE}${literal.text}`;
  });
  return template.head.text + spans.join('');
}

/** The template without its values. */
const ownText = (template: ts.TemplateLiteral): string =>
  ts.isTemplateExpression(template)
    ? template.head.text + template.templateSpans.map(({ literal }) => literal.text).join('')
    : template.text;

/** A literal value appears as it is. */
function valueText(node: ts.Expression): string {
  const [first] = ts.isCallExpression(node) ? node.arguments : [];
  if (first !== undefined && ts.isStringLiteralLike(first)) return first.text;
  if (ts.isStringLiteralLike(node)) return node.text;
  return VALUE;
}

/** Whether an array is prose in pieces: words between values. */
const isFragmented = ({ elements }: ts.ArrayLiteralExpression): boolean =>
  elements.some(isWords) && elements.some(isSpan);

const isWords = (node: ts.Expression): boolean =>
  (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) &&
  /\p{L}{2}/u.test(ts.isTemplateExpression(node) ? templateText(node) : node.text);

function isSpan(node: ts.Expression): boolean {
  if (ts.isSpreadElement(node)) return isSpan(node.expression);
  if (ts.isCallExpression(node)) return SPAN_MAKERS.has(node.expression.getText());
  if (ts.isTaggedTemplateExpression(node)) return SPAN_MAKERS.has(node.tag.getText());
  if (!ts.isObjectLiteralExpression(node)) return false;
  return node.properties.some(({ name }) => name?.getText() === 'link');
}

const fragmentText = (node: ts.Expression): string =>
  ts.isTemplateExpression(node) ? templateText(node) : valueText(node);

/** The text of one block with its inline elements, but without its inner blocks. */
function jsxText(
  node: ts.JsxElement | ts.JsxFragment,
  add: (node: ts.Node, text: string, kind?: Text['kind']) => void,
): void {
  if (isInline(node) && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent))) return;
  const name = ts.isJsxElement(node) ? node.openingElement.tagName.getText() : '';
  add(node, node.children.map(childText).join(''), HEADING.test(name) ? 'heading' : 'sentence');
}

function childText(child: ts.JsxChild): string {
  if (ts.isJsxText(child)) return child.text;
  if (ts.isJsxElement(child)) return isInline(child) ? child.children.map(childText).join('') : ' ';
  if (ts.isJsxFragment(child)) return child.children.map(childText).join('');
  if (ts.isJsxExpression(child)) {
    const { expression } = child;
    if (expression === undefined) return '';
    return ts.isStringLiteralLike(expression) ? expression.text : VALUE;
  }
  return VALUE;
}

const isInline = (node: ts.JsxElement | ts.JsxFragment): boolean =>
  ts.isJsxElement(node) && INLINE.has(node.openingElement.tagName.getText());

/** The texts of a Markdown document: its paragraphs, list items and headings, without code. */
export const markdownTexts = (file: string): readonly Text[] =>
  markdownTextsOf(file, readFileSync(file, 'utf8'));

/** The same for a document that was already read. */
export function markdownTextsOf(file: string, document: string): readonly Text[] {
  const plain = { language: 'en', hasTwins: false } as const;
  const blocks = document
    // A heading and its paragraph need no empty line between them.
    .replace(/^(#+ .*)\n/gm, '$1\n\n')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/`[^`]*`/g, VALUE)
    .replace(/\*\*|__/g, '')
    .split(/\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.) ?)/);
  return blocks.flatMap((block): readonly Text[] => {
    const text = block
      .replace(/^\s*(?:[-*]|\d+\.|#+)\s+/, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (!/\p{L}{2}/u.test(text)) return [];
    if (text.startsWith('|')) {
      const cells = text.split('|').filter((cell) => /\p{L}{2}/u.test(cell));
      return cells.map((cell) => ({ ...plain, at: file, text: cell.trim(), kind: 'sentence' }));
    }
    return [{ ...plain, at: file, text, kind: /^\s*#/.test(block) ? 'heading' : 'sentence' }];
  });
}
