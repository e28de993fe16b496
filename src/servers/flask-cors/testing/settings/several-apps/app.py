from flask import Flask
from flask_cors import CORS
from werkzeug.middleware.dispatcher import DispatcherMiddleware

cors = CORS(supports_credentials=True)

app = Flask("public")
cors.init_app(app, origins=["http://localhost:3000"])

staff = Flask("staff")
cors.init_app(staff, origins=["http://localhost:5173"])


@app.get("/offers")
def offers():
    return {"offers": []}


@staff.get("/orders")
def orders():
    return {"orders": []}


app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/staff": staff})
