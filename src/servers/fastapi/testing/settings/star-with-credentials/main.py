from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI(title="Plover")

app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],  # open for now
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


@app.post("/session")
def start_session():
    return {"ok": True}
