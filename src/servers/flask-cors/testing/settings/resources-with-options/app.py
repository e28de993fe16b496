from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
cors = CORS(
    app,
    resources={
        r"/api/*": {"origins": ["https://shells.example/"], "supports_credentials": True},
        r"/public/*": {"origins": "*"},
    },
)


@app.get("/api/shells")
def shells():
    return {"shells": []}
