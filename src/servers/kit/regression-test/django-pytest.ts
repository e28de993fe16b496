import { code } from '../../../model/prose.ts';
import type { AnswerRequirement } from '../../../model/requirement.ts';
import { say } from '../../../model/say.ts';
import type { Snippet } from '../stack.ts';
import { checksOf, testSnippet, when } from './checks.ts';
import { pytestModule } from './pytest.ts';

/**
 * pytest with Django's own client and pytest-django, which runs the installed middleware. Headers
 * are CGI names, which every Django accepts.
 * @see https://docs.djangoproject.com/en/stable/topics/testing/tools/#the-test-client
 */
export function djangoPytest(requirement: AnswerRequirement): Snippet {
  const checks = checksOf(requirement);
  const lines = pytestModule(checks, {
    imports: ['import pytest', 'from django.test import Client'],
    setUp: [],
    decorators: ['@pytest.mark.django_db'],
    headers: '',
    ask: (method, headers) => [
      'Client(raise_request_exception=False).generic(',
      `    ${method},`,
      '    PATH,',
      ...when(checks.secure, ['    secure=True,']),
      ...headers.map(([name, value]) => `    ${cgiName(name)}=${value},`),
      ')',
    ],
  });
  return testSnippet(
    checks,
    {
      file: 'test_cors.py',
      language: 'python',
      place: say`Save this beside ${code('manage.py')}. Install ${code('pytest-django')}. Run it with
        ${code('python -m pytest --ds=PROJECT.settings test_cors.py')}.`.fr`Enregistrez ce test à
        côté de ${code('manage.py')}. Installez ${code('pytest-django')}. Lancez-le avec
        ${code('python -m pytest --ds=PROJECT.settings test_cors.py')}.`,
    },
    lines,
  );
}

const cgiName = (name: string): string => `HTTP_${name.toUpperCase().replaceAll('-', '_')}`;
