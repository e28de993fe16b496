import os

from flask import Flask
from flask_cors import CORS


def create_app():
    app = Flask(__name__)
    CORS(app, origins=os.environ.get('ORIGINS', 'http://localhost:3000,https://moss.example').split(','))

    @app.put('/gardens/<int:garden>')
    def change(garden):
        return {'id': garden}

    return app
