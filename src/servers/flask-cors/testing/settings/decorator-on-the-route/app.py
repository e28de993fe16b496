from flask import Flask, jsonify
from flask_cors import cross_origin

app = Flask(__name__)


@app.route("/ferns", methods=["GET", "POST"])
@cross_origin(origins=["http://localhost:3000"], allow_headers=["Content-Type"])
def ferns():
    return jsonify([])


@app.route("/mosses")
def mosses():
    return jsonify([])
