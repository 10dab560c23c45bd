# SPDX-License-Identifier: Apache-2.0
import hashlib
import logging
import os

import jwt
from rest_framework.authentication import get_authorization_header

logger = logging.getLogger(__name__)
KEY = os.environ["KEY"]


def view(request):
    token = request.headers.get("Authorization")
    logger.info("token of %d letters", len(token))
    logger.info("token present: %s", token is not None)
    logger.debug("refresh token rejected")
    print("password reset")


def parts(request, find):
    words = get_authorization_header(request).split()
    user = find(get_authorization_header(request))
    given = request.headers.get("Authorization", "").startswith("Bearer ")
    logger.info("%s with %d words, %s: %s", user, len(words), given, words[0])
    logger.info("key %s", hashlib.sha256(words[1]).hexdigest()[:8])
    logger.info("claims %s", jwt.decode(words[1], KEY, algorithms=["HS256"])["sub"])
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    logger.debug("of the kind {}".format(kind))


urlpatterns = []
