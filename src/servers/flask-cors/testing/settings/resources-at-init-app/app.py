from flask import Flask
from flask_cors import CORS

xorigin = CORS(resources={r"/*": {"origins": "*"}}, origins=["http://localhost:5173"])


def create_app():
    app = Flask(__name__)
    xorigin.init_app(app, resources=r"/api/*")

    @app.get("/health")
    def health():
        return {"ok": True}

    return app
