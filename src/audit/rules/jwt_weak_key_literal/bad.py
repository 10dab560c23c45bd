# SPDX-License-Identifier: Apache-2.0
import os
import jwt

KEY = "changeme"  # BAD


def claims_of(token):
    return jwt.decode(token, KEY, algorithms=["HS256"])


def again(token):
    return jwt.decode(token, KEY, algorithms=["HS256"])


class Own:
    key = "another"  # BAD

    def claims(self, token):
        return jwt.decode(token, self.key, algorithms=["HS256"])


def inline(token):
    return jwt.decode(token, "in line", algorithms=["HS256"])  # BAD


def mint(user):
    return jwt.encode({"sub": user.pk}, "s3cret", algorithm="HS256")  # BAD


def by_fallback(token):
    return jwt.decode(token, os.environ.get("DESK_KEY", "made up: letters"), algorithms=["HS512"])  # BAD


def by_nothing(token):
    return jwt.decode(token, os.environ.get("PARTNER_KEY", ""), algorithms=["HS256"])  # BAD


LATER_KEY = os.getenv("LATER_KEY", default="")


def by_nothing_later(token):
    return jwt.decode(token, LATER_KEY, algorithms=["HS256"])  # BAD


urlpatterns = []
