from flask import Flask

app = Flask(__name__)


@app.post('/visits')
def visit():
    return {}
