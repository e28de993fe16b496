from flask import Flask

from . import extensions


def create_app():
    app = Flask(__name__)
    register_extensions(app)

    @app.get("/cart")
    def cart():
        return {"items": []}

    return app


def register_extensions(app):
    extensions.cors.init_app(app)
