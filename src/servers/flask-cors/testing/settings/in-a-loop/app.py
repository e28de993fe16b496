from flask import Flask
from flask_cors import CORS


class Store:
    def init_app(self, app):
        app.extensions["store"] = self


store = Store()
cors = CORS()
app = Flask(__name__)
app.config.from_mapping(
    CORS_ORIGINS=["http://localhost:5173"],
    CORS_EXPOSE_HEADERS=["X-Total"],
)
for extension in (store, cors):
    extension.init_app(app)


@app.get("/shelves")
def shelves():
    return {"shelves": []}
