from flask import Blueprint, Flask
from flask_cors import CORS

api = Blueprint("api", __name__, url_prefix="/api")
CORS(api, origins=["http://localhost:3000"])


@api.get("/nests")
def nests():
    return {"nests": []}


app = Flask(__name__)
app.register_blueprint(api)
