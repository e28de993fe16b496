import type { NodeType, Parser, SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/javascript';
import type { SettingsFile } from '../file.ts';
import { byKind, parsedTree } from '../trees.ts';

const PARSERS: readonly (readonly [RegExp, Parser])[] = [
  [/\.tsx$/i, parser.configure({ dialect: 'ts jsx' })],
  [/\.[cm]?ts$/i, parser.configure({ dialect: 'ts' })],
];

/** The syntax tree of a JavaScript or TypeScript file. Never throws. */
export const treeOf = (file: SettingsFile, before: SettingsFile | null = null): Tree =>
  parsedTree(file, before, PARSERS.find(([name]) => name.test(file.name))?.[1] ?? parser);

const isComment = byKind(({ name }) => name.endsWith('Comment'));

/** The parts of a node, without comments. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!isComment(child.type)) children.push(child);
  }
  return children;
}

/** Types, operators, brackets and keywords carry no value. */
const NO_VALUE =
  /^(?:TypeAnnotation|TypeArgList|TypeParamList|TypeName|Privacy|Equals|Arrow|ParamList|ArgList|Block|ClassBody|.*Op|.*Type|Spread|Optional|Definite|Decorator|async|await|new|void|as|satisfies|typeof|.*Spec|InterpolationStart|InterpolationEnd)$/;

/** Whether a node is an expression. */
export const isValue = ({ type }: SyntaxNode): boolean => isExpression(type);

const isExpression = byKind(
  ({ name, isError }: NodeType): boolean =>
    !isError && (/^[A-Z]/.test(name) ? !NO_VALUE.test(name) : name === 'this' || name === 'null'),
);

/** The groups of children between commas. */
export function groupsOf(children: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === ',') groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return groups.filter((group) => group.length > 0);
}
