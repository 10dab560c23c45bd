# SPDX-License-Identifier: Apache-2.0
import logging

from rest_framework.authentication import get_authorization_header

logger = logging.getLogger(__name__)


def view(request):
    token = request.headers.get("Authorization")
    logger.info("token %s", token)  # BAD
    logging.debug(f"got {token!r}")  # BAD
    print(request.headers.get("Authorization"))  # BAD
    logger.warning("login failed", extra={"password": request.password})  # BAD


def parts(request):
    words = get_authorization_header(request).split()
    logger.info("key %s", words[1])  # BAD
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    logger.debug("it is {}".format(shown.strip()))  # BAD


urlpatterns = []
