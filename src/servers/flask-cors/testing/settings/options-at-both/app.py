from flask import Flask
from flask_cors import CORS

api_cors = CORS(origins="*", supports_credentials=True)


def create_app():
    app = Flask(__name__)
    api_cors.init_app(app, origins=["https://reeds.example"], methods=["GET", "POST"])

    @app.delete("/reeds/<int:reed>")
    def remove(reed):
        return {"removed": reed}

    return app
