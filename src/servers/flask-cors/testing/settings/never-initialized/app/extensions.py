from flask_cors import CORS


class Mail:
    def init_app(self, app):
        app.extensions["mail"] = self


cors = CORS(origins=["http://localhost:3000"])
mail = Mail()
