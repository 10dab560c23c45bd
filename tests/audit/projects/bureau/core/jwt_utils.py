# SPDX-License-Identifier: Apache-2.0
import datetime
import jwt
from django.conf import settings


def issue(user):
    return jwt.encode({"sub": user.pk}, settings.JWT_SECRET, algorithm="HS256")


def read(token):
    return jwt.decode(token, settings.JWT_SECRET, algorithms=["HS256"], audience="api", issuer="me", options={"require": ["exp"]})  # finds: jwt-error-unhandled


def read_loose(token):
    return jwt.decode(token, settings.JWT_SECRET, algorithms=["HS256", "none"], audience="api", issuer="me", options={"require": ["exp"]})  # finds: jwt-none-allowed


def read_noalg(token):
    return jwt.decode(token, settings.JWT_SECRET, audience="api", issuer="me", options={"require": ["exp"]})  # finds: jwt-no-algorithms


def read_header_alg(token):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, settings.JWT_SECRET, algorithms=[header["alg"]], audience="api", issuer="me", options={"require": ["exp"]})  # finds: jwt-mixed-algorithms
