# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


class Sound:
    decoding = {"audience": "api", "issuer": "us"}

    def claims_of(self, token):
        return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], **self.decoding)


def by_hand(token):
    claims = jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], options={"verify_aud": False})
    if "desk" not in claims["aud"]:
        raise jwt.InvalidAudienceError()
    return claims


urlpatterns = []
