# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    header = jwt.get_unverified_header(token)
    key = jwt.PyJWK.from_dict(header["jwk"]).key
    return jwt.decode(token, key, algorithms=["RS256"])  # BAD


def fetched(token):
    client = jwt.PyJWKClient(jwt.get_unverified_header(token)["jku"])
    return jwt.decode(token, client.get_signing_key_from_jwt(token).key, algorithms=["RS256"])  # BAD


urlpatterns = []
