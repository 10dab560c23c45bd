# SPDX-License-Identifier: Apache-2.0
"""An app that sells is no vendored package."""
import logging

from rest_framework.response import Response
from rest_framework.views import APIView

logger = logging.getLogger(__name__)


class Offers(APIView):
    def get(self, request):
        logger.info("asked with %s", request.headers.get("Authorization"))  # finds: credential-logged
        return Response([])
