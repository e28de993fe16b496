import os

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

ALLOWED = os.getenv("ALLOWED_ORIGINS", "http://localhost:3000").split(",")

app = FastAPI(
    middleware=[
        Middleware(CORSMiddleware, allow_origins=ALLOWED, allow_headers=["X-Team"]),
    ],
)


@app.get("/boats")
def boats():
    return []
