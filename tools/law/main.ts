// npm run law: which folder imports which, against the table in .dependency-cruiser.cjs.
import { holdLaw, problemsOf } from './cruise.ts';

const verdict = await holdLaw(process.cwd(), ['src', 'tools', 'e2e']);
const problems = problemsOf(verdict);
for (const line of problems) console.error(line);
console.log(`${verdict.files} files, ${verdict.broken.length} forbidden imports`);
process.exitCode = problems.length === 0 ? 0 : 1;
