# SPDX-License-Identifier: Apache-2.0
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from counters.registry import Desk


class TakeBack(Desk, path="take-back"):
    permission_classes = [IsAuthenticated]

    def put(self, request):
        return Response()
