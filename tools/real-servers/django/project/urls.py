import json

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def answer(request, **more):
    """What every view says: the method that arrived, and a header worth exposing."""
    response = JsonResponse({"ok": True, "method": request.method, **more})
    response["X-Total"] = "42"
    return response


@csrf_exempt
def data(request):
    if request.method not in METHODS:
        return HttpResponse(status=405)
    return answer(request)


def protected(request):
    """Below CsrfViewMiddleware, as a form's view is."""
    return answer(request)


@ensure_csrf_cookie
def token(request):
    return answer(request)


@csrf_exempt
def boom(request):
    raise RuntimeError("boom")


@csrf_exempt
def denied(request):
    raise PermissionDenied("no")


@csrf_exempt
def redirected(request):
    return HttpResponseRedirect("/api/data/")


@csrf_exempt
def login(request):
    request.session["user"] = "ada"
    return answer(request, user="ada")


@csrf_exempt
def whoami(request):
    user = request.session.get("user")
    if user is None:
        return JsonResponse({"ok": False, "user": None}, status=401)
    return answer(request, user=user)


@csrf_exempt
def echo(request):
    """Answers as its query asks: `?status=404&vary=Accept`."""
    response = HttpResponse(status=int(request.GET.get("status", "200")))
    for name, value in json.loads(request.GET.get("headers", "[]")):
        response[name] = value
    return response


urlpatterns = [
    path("api/data/", data),
    path("api/items/", data),
    path("api/protected/", protected),
    path("api/token/", token),
    path("api/boom/", boom),
    path("api/denied/", denied),
    path("api/redirect/", redirected),
    path("api/login/", login),
    path("api/whoami/", whoami),
    path("api/echo/", echo),
    path("other/", data),
]

try:
    from rest_framework.permissions import IsAuthenticated
    from rest_framework.response import Response
    from rest_framework.views import APIView
except ImportError:
    pass  # Without Django REST framework the project has no such views.
else:

    class Rest(APIView):
        def get(self, request):
            return Response({"ok": True, "method": "GET"})

        def post(self, request):
            return Response({"ok": True, "method": "POST"})

        def put(self, request):
            return Response({"ok": True, "method": "PUT"})

    class RestForUsers(Rest):
        permission_classes = [IsAuthenticated]

    urlpatterns += [
        path("api/rest/", Rest.as_view()),
        path("api/rest-users/", RestForUsers.as_view()),
    ]
