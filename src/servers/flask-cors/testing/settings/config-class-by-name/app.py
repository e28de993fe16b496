from flask import Flask
from flask_cors import CORS

cors = CORS()


def create_app(config="config.Development"):
    app = Flask(__name__)
    app.config.from_object(config)
    cors.init_app(app)

    @app.get("/springs")
    def springs():
        return {"springs": []}

    return app
