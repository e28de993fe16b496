import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import type { Snippet } from '../stack.ts';
import { checksOf, testSnippet } from './checks.ts';
import { headerArgument, pytestModule } from './pytest.ts';

/**
 * pytest with Flask's test client, which calls the application without a server.
 * @see https://flask.palletsprojects.com/en/stable/testing/
 */
export function flaskPytest(requirement: AnswerRequirement): Snippet {
  const checks = checksOf(requirement);
  const lines = pytestModule(checks, {
    imports: ['import pytest', '', 'from app import app'],
    setUp: ['CLIENT = app.test_client()'],
    decorators: [],
    headers: 'headers.',
    ask: (method, headers) => [
      'CLIENT.open(',
      '    PATH,',
      `    method=${method},`,
      `    base_url="${checks.secure ? 'https' : 'http'}://localhost",`,
      ...headerArgument(headers),
      ')',
    ],
  });
  return testSnippet(
    checks,
    {
      file: 'test_cors.py',
      language: 'python',
      place: say`Save this beside ${code('app.py')}, or change the import of ${code('app')}. Run it
        with ${code('python -m pytest test_cors.py')}.`.fr`Enregistrez ce test à côté de
        ${code('app.py')}, ou changez l’import de ${code('app')}. Lancez-le avec
        ${code('python -m pytest test_cors.py')}.`,
    },
    lines,
  );
}
