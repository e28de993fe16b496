"""Runs a program of FastAPI, Starlette or Flask and answers requests with it, without a socket.

Reads one JSON object from standard input: {"module": "main", "requests": [{"method", "url",
"headers"}]}. Writes one: {"answers": [{"status", "headers"}]}. The application is what the module
calls `app`, else what its `create_app()` makes.
"""

import asyncio
import importlib
import io
import json
import logging
import os
import sys
from urllib.parse import urlsplit


def asgi(app, request):
    url = urlsplit(request["url"])
    headers = [(b"host", url.netloc.encode())]
    headers += [(name.lower().encode(), value.encode()) for name, value in request["headers"]]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request["method"],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": (url.hostname, url.port or 80),
    }
    got = {}
    parts = [{"type": "http.request", "body": b"{}", "more_body": False}]

    async def receive():
        if parts:
            return parts.pop()
        await asyncio.sleep(3600)

    async def send(message):
        if message["type"] == "http.response.start":
            pairs = [[name.decode(), value.decode()] for name, value in message["headers"]]
            got.update(status=message["status"], headers=pairs)

    async def run():
        try:
            await app(scope, receive, send)
        except Exception:
            # The server has answered already, and would only write it to its log.
            pass

    asyncio.run(run())
    return got


def wsgi(app, request):
    url = urlsplit(request["url"])
    environ = {
        "REQUEST_METHOD": request["method"],
        "PATH_INFO": url.path,
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname,
        "SERVER_PORT": str(url.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": url.netloc,
        "CONTENT_LENGTH": "2",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(b"{}"),
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

    list(app(environ, start))
    return got


def main():
    case = json.load(sys.stdin)
    sys.path.insert(0, os.getcwd())
    logging.disable(logging.CRITICAL)
    module = importlib.import_module(case["module"])
    app = module.app if hasattr(module, "app") else module.create_app()
    answer = wsgi if hasattr(app, "wsgi_app") else asgi
    print(json.dumps({"answers": [answer(app, one) for one in case["requests"]]}))


main()
