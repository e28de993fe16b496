import { createRequire } from 'node:module';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';

/** What the law says of a repository's files. */
export type Verdict = {
  readonly files: number;
  /** One line each: the rule, who imports, and what. */
  readonly broken: readonly string[];
};

const config: { readonly forbidden: IForbiddenRuleType[]; readonly options: object } =
  createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

/**
 * With fewer files than these, some were not read: dependency-cruiser skips TypeScript that it does
 * not support.
 */
const FEWEST_FILES = 300;

/** The names of the law's rules: `policy ◆ imports only: model`. */
export const ruleNames: readonly string[] = config.forbidden.map(({ name = '' }) => name);

/**
 * Checks folders of a repository against the import law.
 * @param root Where the repository is, as an absolute path.
 */
export async function holdLaw(root: string, folders: readonly string[]): Promise<Verdict> {
  const { output } = await cruise([...folders], {
    ...config.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
  });
  if (typeof output === 'string') throw new Error(output);
  const { totalCruised, violations } = output.summary;
  const broken = violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return { files: totalCruised, broken };
}

/** What to print if the repository breaks the law; empty if it does not. */
export function problemsOf({ files, broken }: Verdict): readonly string[] {
  if (files >= FEWEST_FILES) return broken;
  const unread = `Only ${files} files were read. Does dependency-cruiser support this TypeScript?`;
  return [unread, ...broken];
}
