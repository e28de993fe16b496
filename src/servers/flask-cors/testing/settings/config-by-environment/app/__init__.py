from flask import Flask
from flask_cors import CORS
from config import config
cors = CORS()
def create_app(config_name):
    app = Flask(__name__)
    app.config.from_object(config[config_name])
    cors.init_app(app, supports_credentials=True)
    @app.get("/posts")
    def posts():
        return {"posts": []}

    return app
