# SPDX-License-Identifier: Apache-2.0
import hashlib
import logging

from rest_framework.authentication import get_authorization_header

logger = logging.getLogger(__name__)


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
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    logger.debug("of the kind {}".format(kind))


urlpatterns = []
