# SPDX-License-Identifier: Apache-2.0
import logging

logger = logging.getLogger(__name__)


def view(request):
    token = request.headers.get("Authorization")
    logger.info("token of %d letters", len(token))
    logger.info("token present: %s", token is not None)
    logger.debug("refresh token rejected")
    print("password reset")


urlpatterns = []
