import { program } from '../process/program.ts';
import { checkSizes } from './sizes.ts';

const MODES = { chrome: 'production', firefox: 'firefox' } as const;

/** The browsers that have a build. The folder below dist/ has the same name. */
export type Build = keyof typeof MODES;
export const BUILDS: readonly Build[] = ['chrome', 'firefox'];

/**
 * Builds the extension into dist/, and says so and how much each part loads at once.
 * @throws {Error} With Vite's output, when it fails; or when a part loads more than it may.
 */
export async function build(builds: readonly Build[]): Promise<void> {
  console.log('· building the extension');
  for (const one of builds) {
    const args = ['build', '--mode', MODES[one]];
    const { code, output } = await program('node_modules/vite/bin/vite.js', args, 300_000);
    if (code !== 0) throw new Error(`The build for ${one} failed:\n${output}`);
    console.log(`  ${one}: ${checkSizes(`dist/${one}`).join(', ')}`);
  }
}
