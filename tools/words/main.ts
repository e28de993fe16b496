// npm run words -- [FOLDER|FILE …]: user-visible texts that are hard to read, with their places;
// `--all` lists every text, `--english-only` those without a twin in the other languages.
import { statSync } from 'node:fs';
import { problemsOf } from './rules.ts';
import { markdownTexts, textsIn, textsOf } from './sentences.ts';

const [all, englishOnly, paths] = [
  process.argv.includes('--all'),
  process.argv.includes('--english-only'),
  process.argv.slice(2).filter((one) => !one.startsWith('--')),
];
let count = 0;
for (const path of paths.length === 0 ? ['src'] : paths) {
  const texts = statSync(path).isDirectory()
    ? textsIn(path)
    : path.endsWith('.md')
      ? markdownTexts(path)
      : textsOf(path);
  for (const one of texts) {
    const problems = problemsOf(one);
    count += problems.length;
    if (all || (englishOnly && !one.hasTwins)) console.log(`${one.at} ${one.kind}: ${one.text}`);
    for (const problem of problems) console.log(`${one.at}: ${problem}\n    ${one.text}`);
  }
}
console.log(`${count} to rewrite`);
