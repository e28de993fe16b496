import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import type { Snippet } from '../stack.ts';
import { checksOf, testSnippet } from './checks.ts';
import { headerArgument, pytestModule } from './pytest.ts';

/**
 * pytest with Starlette's TestClient, which calls the application without a server.
 * @see https://fastapi.tiangolo.com/tutorial/testing/
 */
export function fastapiPytest(requirement: AnswerRequirement): Snippet {
  const checks = checksOf(requirement);
  const lines = pytestModule(checks, {
    imports: [
      'import pytest',
      'from fastapi.testclient import TestClient',
      '',
      'from main import app',
    ],
    setUp: [
      'CLIENT = TestClient(',
      '    app,',
      `    base_url="${checks.secure ? 'https' : 'http'}://testserver",`,
      '    raise_server_exceptions=False,',
      ')',
    ],
    decorators: [],
    headers: 'headers.',
    ask: (method, headers) => [
      'CLIENT.request(',
      `    ${method},`,
      '    PATH,',
      '    follow_redirects=False,',
      ...headerArgument(headers),
      ')',
    ],
  });
  return testSnippet(
    checks,
    {
      file: 'test_cors.py',
      language: 'python',
      place: say`Save this beside ${code('main.py')}, or change the import of ${code('app')}. Install
        ${code('httpx')}. Run it with ${code('python -m pytest test_cors.py')}.`.fr`Enregistrez ce
        test à côté de ${code('main.py')}, ou changez l’import de ${code('app')}. Installez
        ${code('httpx')}. Lancez-le avec ${code('python -m pytest test_cors.py')}.`,
    },
    lines,
  );
}
