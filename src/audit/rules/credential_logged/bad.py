# SPDX-License-Identifier: Apache-2.0
import logging

logger = logging.getLogger(__name__)


def view(request):
    token = request.headers.get("Authorization")
    logger.info("token %s", token)  # BAD
    logging.debug(f"got {token!r}")  # BAD
    print(request.headers.get("Authorization"))  # BAD
    logger.warning("login failed", extra={"password": request.password})  # BAD


urlpatterns = []
