# SPDX-License-Identifier: Apache-2.0
from rest_framework.response import Response
from rest_framework.views import APIView


class Books(APIView):
    def get(self, request):
        return Response([])
