# SPDX-License-Identifier: Apache-2.0
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView


class FrontCounter(APIView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    def get(self, request):
        return Response()

    def post(self, request):
        return Response()
