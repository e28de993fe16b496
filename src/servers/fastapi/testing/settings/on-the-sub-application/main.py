from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
admin = FastAPI()

admin.add_middleware(
    CORSMiddleware,
    allow_origins=["http://localhost:5173"],
)
app.mount("/admin", admin)


@admin.get("/users")
def users():
    return []


@app.get("/orders")
def orders():
    return []
