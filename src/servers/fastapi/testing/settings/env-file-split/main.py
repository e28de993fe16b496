import os

from dotenv import load_dotenv
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

load_dotenv()
origins = [o.strip() for o in os.getenv("ORIGINS", "http://localhost:3000").split(",")]


def create_app() -> FastAPI:
    application = FastAPI()
    application.add_middleware(CORSMiddleware, allow_origins=origins)
    application.add_api_route("/bees", lambda: [])
    return application


app = create_app()
