from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI(title="Ferry times")

origins = [
    "http://localhost:3000",
    "https://ferries.example",
]

app.add_middleware(
    CORSMiddleware,
    allow_origins=origins,
    allow_credentials=True,
    allow_methods=["GET"],
)


@app.post("/bookings")
def book():
    return {"ok": True}
