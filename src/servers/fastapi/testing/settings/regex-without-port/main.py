from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI(title="Orchard")

app.add_middleware(
    CORSMiddleware,
    allow_origin_regex=r"http://localhost",
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


@app.get("/trees")
def trees():
    return []
