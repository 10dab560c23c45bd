# SPDX-License-Identifier: Apache-2.0
from lenders import more_permissions
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Books(APIView):
    def get(self, request):
        return Response([])


class Loans(APIView):  # undecided
    permission_classes = [IsAuthenticated, *more_permissions()]

    def get(self, request):
        return Response([])
