from flask import Flask
from flask_cors import CORS

ORIGINS = [
    "https://ferry.example"
    "http://localhost:5173",
]

app = Flask(__name__)
CORS(app, origins=ORIGINS)


@app.get("/boats")
def boats():
    return []
