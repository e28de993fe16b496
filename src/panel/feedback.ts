import { language } from '../model/language.ts';
import { phrase } from '../model/say.ts';

/** What people should write about a problem, to be pasted into a letter or an issue. */
export function feedbackForm(version: string, browserVersion: string): string {
  const made = [`Crosscheck ${version}`, browserVersion, language()].filter(Boolean).join(' · ');
  const questions = [
    phrase`What did you do?`.fr`Qu’avez-vous fait ?`,
    phrase`What did you expect?`.fr`Qu’attendiez-vous ?`,
    phrase`What did Crosscheck say?`.fr`Qu’a dit Crosscheck ?`,
  ];
  return [made, ...questions.map((question) => `${question}\n`)].join('\n\n');
}
