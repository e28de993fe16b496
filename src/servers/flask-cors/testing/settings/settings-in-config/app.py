from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
app.config["SECRET_KEY"] = "dev"
app.config["CORS_ORIGINS"] = ["http://localhost:3000", "https://ponds.example"]
app.config["CORS_SUPPORTS_CREDENTIALS"] = True
CORS(app)


@app.get("/ponds")
def ponds():
    return {"ponds": []}
