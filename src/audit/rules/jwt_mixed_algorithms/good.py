# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import hmac
import json

import jwt
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives import hashes, serialization
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["RS256", "ES256"])


def by_hand(signed, signature, alg):
    if alg == "HS256":
        good = hmac.new(settings.SHARED_SECRET.encode(), signed, hashlib.sha256).digest()
        return hmac.compare_digest(good, signature)
    key = serialization.load_pem_public_key(settings.PUBLIC_KEY.encode())
    key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    return True


urlpatterns = []
