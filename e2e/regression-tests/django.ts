import { debianReady } from '../../tools/real-servers/debian.ts';
import { codeFor, withFile } from '../../tools/real-servers/paste.ts';
import type { TestProject } from './project.ts';

const SETTINGS = `SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["api.example"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
`;

const URLS = `from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods


@csrf_exempt
@require_http_methods(["GET", "PUT"])
def items(request):
    return JsonResponse({"ok": True})


urlpatterns = [path("items", items)]
`;

/** Django with Debian's pytest. */
export const django: TestProject = {
  stack: 'django-cors-headers',
  missing: debianReady(
    ['python3-django', 'python3-django-cors-headers', 'python3-pytest', 'python3-pytest-django'],
    [
      '/usr/lib/python3/dist-packages/corsheaders',
      '/usr/lib/python3/dist-packages/django',
      '/usr/lib/python3/dist-packages/pytest_django',
    ],
  ),
  files: { 'settings.py': SETTINGS, 'urls.py': URLS },
  refusal: {
    status: 405,
    headers: {
      'X-Frame-Options': 'DENY',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
    },
  },
  paste: (files, snippets) =>
    withFile(files, 'settings.py', (text) => `${text}\n${codeFor('settings.py', snippets)}`),
  command: (folder) => ({
    program: '/usr/bin/python3',
    args: ['-m', 'pytest', '--ds=settings', '-p', 'no:cacheprovider', '-q', 'test_cors.py'],
    env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
  }),
  failing: /^2 failed\b(?!.*(passed|error))/m,
  passing: /^2 passed\b(?!.*(failed|error))/m,
};
