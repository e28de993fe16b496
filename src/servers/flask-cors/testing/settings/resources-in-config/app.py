from flask import Flask
from flask_cors import CORS

cross_origin_resources = CORS()


def create_app():
    app = Flask(__name__)
    app.config.update(
        CORS_RESOURCES={
            r"/*": {"origins": "https://www.kites.example"},
            r"/v1/*": {"origins": ["https://kites.example"]},
            "/v1": {"origins": "*"},
        },
    )
    cross_origin_resources.init_app(app)

    @app.get("/v1/kites")
    def kites():
        return {"kites": []}

    return app
