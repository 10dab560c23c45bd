# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.decorators import login_required
from rest_framework.decorators import api_view
from rest_framework.permissions import SAFE_METHODS, AllowAny, IsAdminUser
from rest_framework.response import Response
from rest_framework.viewsets import ModelViewSet
from rest_framework.views import APIView

from cargo.auth import ByHand


@login_required
@api_view(["POST"])
def above(request):
    return Response()


class Loads(APIView):
    authentication_classes = [ByHand]

    def get(self, request):
        return Response()


class Quays(ModelViewSet):  # open GET
    def get_permissions(self):
        if self.request.method in SAFE_METHODS:
            return [AllowAny()]
        return [IsAdminUser()]
