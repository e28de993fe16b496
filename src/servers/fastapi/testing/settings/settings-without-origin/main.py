from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from config import get_settings

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=[str(origin).rstrip('/') for origin in get_settings().allowed_origins],
    allow_methods=['*'],
)


@app.get('/rates')
def rates():
    return {'eur': 1}
