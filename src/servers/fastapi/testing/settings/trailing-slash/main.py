import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route

ORIGINS = [
    "https://kiosk.example/",
    "http://localhost:5173/",
]


async def stock(request):
    return JSONResponse({"left": 4})


middleware = [
    Middleware(CORSMiddleware, allow_origins=ORIGINS, allow_methods=["GET", "DELETE"]),
]
app = Starlette(routes=[Route("/stock", stock, methods=["GET", "DELETE"])], middleware=middleware)
