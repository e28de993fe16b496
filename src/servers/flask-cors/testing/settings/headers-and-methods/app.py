import os

from flask import Flask, jsonify
from flask_cors import CORS

app = Flask(__name__)
CORS(
    app,
    origins=os.environ.get("ORIGINS", "http://localhost:3000").split(","),
    methods=["GET", "POST"],
    allow_headers=["Content-Type"],
)


@app.route("/tasks/<int:task_id>", methods=["PATCH"])
def change(task_id):
    return jsonify(id=task_id)


if __name__ == "__main__":
    app.run(debug=True)
