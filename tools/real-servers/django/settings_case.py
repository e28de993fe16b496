"""Runs a settings module of a project that has nothing else, and answers requests with it.

Reads one JSON object from standard input: {"module": "settings", "configuration": class or null,
"names": [...], "requests": [{"method", "url", "headers"}]}. Writes one: what Django and
django-cors-headers read under these names, which checks speak, and what is answered. Whatever the
settings name and nobody has installed (apps, middleware, URLs) is stood in for: every URL that ends
in a slash has a view.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import json
import logging
import os
import sys
import types
from urllib.parse import urlsplit

CORS = "corsheaders.middleware.CorsMiddleware"


def passing(get_response):
    return get_response


class StandIn(types.ModuleType):
    def __getattr__(self, name):
        if name.endswith("Middleware"):
            return passing
        raise AttributeError(name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module below the names in `tops`, and the module `urls` of a package that is there."""

    def __init__(self, tops, urls):
        self.tops = tops
        self.urls = urls

    def find_spec(self, name, path=None, target=None):
        if name != self.urls and name.split(".")[0] not in self.tops:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        module.__path__ = [os.getcwd()]
        if module.__name__.endswith(".urls"):
            from django.urls import re_path
            from django.views.decorators.csrf import csrf_exempt

            module.urlpatterns = [re_path(r"^.*/$", csrf_exempt(view))]


def view(request):
    from django.http import HttpResponse, HttpResponseNotAllowed

    if request.method == "OPTIONS":
        return HttpResponseNotAllowed(["GET", "POST", "PUT", "PATCH", "DELETE"])
    return HttpResponse("{}", content_type="application/json")


def configured_value(cast):
    """A stand-in for a class of configurations.values: the environment, else the default."""

    class Value:
        def __init__(self, default=None, environ_name=None, environ_prefix="DJANGO", **_):
            self.default, self.own_name, self.prefix = default, environ_name, environ_prefix

        def __set_name__(self, owner, name):
            parts = [self.prefix, self.own_name or name]
            self.name = "_".join(part for part in parts if part)

        def __get__(self, instance, owner):
            return cast(os.environ[self.name]) if self.name in os.environ else self.default

    return Value


def load_configuration(module, name):
    """The attributes of a class as a plain module, as django-configurations makes them."""
    package = sys.modules["configurations"] = types.ModuleType("configurations")
    values = sys.modules["configurations.values"] = types.ModuleType("configurations.values")
    package.Configuration = type("Configuration", (), {})
    package.values = values
    values.Value = configured_value(str)
    values.ListValue = configured_value(lambda text: [one.strip() for one in text.split(",")])
    values.BooleanValue = configured_value(lambda text: text.lower() in ("yes", "y", "true", "1"))
    chosen = getattr(importlib.import_module(module), name)
    flat = sys.modules["flat_settings"] = types.ModuleType("flat_settings")
    for setting in dir(chosen):
        if setting.isupper():
            setattr(flat, setting, getattr(chosen, setting))
    return "flat_settings"


def answer(application, request):
    url = urlsplit(request["url"])
    environ = {
        "REQUEST_METHOD": request["method"],
        "PATH_INFO": url.path,
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port or (443 if url.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": url.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(b""),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request["headers"]:
        key = name.upper().replace("-", "_")
        environ["CONTENT_TYPE" if key == "CONTENT_TYPE" else "HTTP_" + key] = value
    got = {}

    def start(status, headers, exc_info=None):
        got.update(status=int(status.split()[0]), headers=[list(pair) for pair in headers])

    body = application(environ, start)
    list(body)
    body.close()
    return got


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(one) for one in value)
    return getattr(value, "pattern", value)


def read(settings, conf, name):
    if name == "CorsMiddleware":
        middleware = list(settings.MIDDLEWARE)
        return middleware.index(CORS) if CORS in middleware else None
    return plain(getattr(settings, name) if hasattr(settings, name) else getattr(conf, name))


def main():
    case = json.load(sys.stdin)
    sys.path.insert(0, os.getcwd())
    module = case["module"]
    if case["configuration"]:
        module = load_configuration(module, case["configuration"])
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    from django.conf import settings

    named = [*settings.INSTALLED_APPS, *settings.MIDDLEWARE, settings.ROOT_URLCONF]
    tops = {path.split(".")[0] for path in named}
    missing = {top for top in tops if importlib.util.find_spec(top) is None}
    sys.meta_path.append(Finder(missing, settings.ROOT_URLCONF))
    logging.disable(logging.CRITICAL)
    import django

    django.setup()
    from django.core import checks
    from django.core.wsgi import get_wsgi_application
    from corsheaders.conf import conf

    said = {one.id for one in checks.run_checks() if (one.id or "").startswith("corsheaders.")}
    application = get_wsgi_application()
    result = {
        "settings": {name: read(settings, conf, name) for name in case["names"]},
        "checks": sorted(said),
        "answers": [answer(application, request) for request in case["requests"]],
    }
    print(json.dumps(result, default=str))


main()
