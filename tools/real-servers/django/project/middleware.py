"""Middleware as projects write it by hand, with what usually goes wrong in it."""

from django.http import JsonResponse
from django.utils.deprecation import MiddlewareMixin


class TokenGate:
    """Asks for a token, and forgets that a preflight never carries one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "Authorization" not in request.headers:
            return JsonResponse({"detail": "no token"}, status=401)
        return self.get_response(request)


class AllowEverybody(MiddlewareMixin):
    """The folk remedy: a star on every answer."""

    def process_response(self, request, response):
        response["Access-Control-Allow-Origin"] = "*"
        return response


class OwnCors(AllowEverybody):
    """The same, under a name that says what it is for."""


class Failing:
    """Raises before anything below it can answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        raise RuntimeError("middleware failed")
