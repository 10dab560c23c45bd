# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    header = jwt.get_unverified_header(token)
    key = jwt.PyJWK.from_dict(header["jwk"]).key
    return jwt.decode(token, key, algorithms=["RS256"])  # BAD


urlpatterns = []
