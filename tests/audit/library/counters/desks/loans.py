# SPDX-License-Identifier: Apache-2.0
from rest_framework.permissions import IsAdminUser
from rest_framework.response import Response
from rest_framework.views import APIView

from counters.registry import NotedView, desk


@desk("loans")
class Lend(APIView):
    permission_classes = [IsAdminUser]

    def get(self, request):
        return Response()


class Renew(NotedView):
    place = "renew"
    permission_classes = []

    def post(self, request):
        return Response()
