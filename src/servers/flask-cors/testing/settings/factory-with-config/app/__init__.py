from flask import Flask

from .config import DevConfig
from .extensions import cors


def create_app(config=DevConfig):
    app = Flask(__name__)
    app.config.from_object(config)
    cors.init_app(
        app,
        resources={r"/api/*": {"origins": ["http://localhost:3000"]}},
        supports_credentials=True,
    )

    @app.get("/api/notes")
    def notes():
        return {"notes": []}

    return app


app = create_app()
