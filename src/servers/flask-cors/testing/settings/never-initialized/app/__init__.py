from flask import Flask

from .extensions import cors, mail


def create_app():
    app = Flask(__name__)
    mail.init_app(app)

    @app.get("/letters")
    def letters():
        return {"letters": []}

    return app
