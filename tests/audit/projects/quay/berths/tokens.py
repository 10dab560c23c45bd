# SPDX-License-Identifier: Apache-2.0
"""Objects that read tokens, with a key that they are given when they are made."""
import jwt
from django.conf import settings

REQUIRED = {"require": ["exp", "aud", "iss", "sub"]}


class TokenError(Exception):
    pass


class Reader:
    algorithms = ["HS256"]
    audience = "quay"
    issuer = "https://id.example.com"

    def __init__(self, key=None):
        self.key = key or settings.JWT_KEY

    def read(self, raw):
        try:
            return jwt.decode(raw, self.key, algorithms=self.algorithms, audience=self.audience,
                              issuer=self.issuer, options=REQUIRED)
        except jwt.PyJWTError as error:
            raise TokenError("not valid") from error


class Loose(Reader):
    def read_loose(self, raw):
        try:
            return jwt.decode(raw, self.key, algorithms=["HS256", "RS256"],  # finds: jwt-mixed-algorithms
                              audience=self.audience, issuer=self.issuer, options=REQUIRED)
        except jwt.PyJWTError as error:
            raise TokenError("not valid") from error

    def read_unsigned(self, raw):
        try:
            return jwt.decode(raw, self.key, algorithms=["HS256", "none"],  # finds: jwt-none-allowed
                              audience=self.audience, issuer=self.issuer, options=REQUIRED)
        except jwt.PyJWTError as error:
            raise TokenError("not valid") from error


class Named(Loose):
    """Adds nothing to what it inherits."""
    label = "named"


class Unsigned(Reader):  # finds: jwt-none-allowed
    algorithms = ["none"]


def letter(user):
    return jwt.encode({"sub": str(user.pk)}, settings.SECRET_KEY, algorithm="HS256")  # finds: jwt-secret-key-reused
