# SPDX-License-Identifier: Apache-2.0
"""A small Flask API that stands behind nginx, which ends TLS and may or may not say so. Its links and redirects follow
what it is told. Loopback only; every secret is LAB ONLY."""
from flask import Flask, jsonify, redirect, request
from werkzeug.middleware.proxy_fix import ProxyFix

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1)
TOKEN = "LAB-ONLY-transport-alice-c07d42"


@app.before_request
def gate():
    if request.headers.get("Authorization") != "Bearer " + TOKEN:
        return jsonify(error={"code": "unauthenticated"}), 401, {"WWW-Authenticate": "Bearer"}
    return None


@app.get("/me")
def me():
    return jsonify(name="alice", link=request.base_url)


@app.get("/orders")
def orders():
    return jsonify(orders=[{"number": 7}, {"number": 9}])


@app.get("/latest")
def latest():
    return redirect(request.host_url + "orders")


@app.get("/seat")
def seat():
    answer = jsonify(row=7)
    answer.set_cookie("sessionid", "LAB-ONLY-seat-5d1e90b7", secure=request.is_secure, httponly=True, samesite="Lax")
    return answer
