"""Answers requests under many settings without starting a server for each.

Reads one JSON object a line, {"settings": {...}, "signal": prefix or null, "requests": [...]}, and
writes one JSON list a line: status and headers of each request, from the real middleware chain.
"""

import json
import logging
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

import django

django.setup()
logging.disable(logging.CRITICAL)

from corsheaders.signals import check_request_enabled
from django.test import Client
from django.test.utils import override_settings


def answer(client, request):
    environ = {
        "HTTP_" + name.upper().replace("-", "_"): value
        for name, value in request["headers"]
    }
    response = client.generic(
        request["method"], request["path"], secure=request["secure"], **environ
    )
    return {"status": response.status_code, "headers": list(response.items())}


def answers(case):
    prefix = case["signal"]

    def enabled(sender, request, **kwargs):
        return prefix is not None and request.path_info.startswith(prefix)

    check_request_enabled.connect(enabled)
    try:
        with override_settings(**case["settings"]):
            # A client of its own: it builds the middleware chain once.
            client = Client(raise_request_exception=False)
            return [answer(client, request) for request in case["requests"]]
    finally:
        check_request_enabled.disconnect(enabled)


for line in sys.stdin:
    print(json.dumps(answers(json.loads(line))), flush=True)
