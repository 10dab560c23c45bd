# SPDX-License-Identifier: Apache-2.0
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response


class Rolling:
    permission_classes = [IsAuthenticated]

    def list(self, request): return Response()


class Loaded:
    @action(detail=True, methods=["post"])
    def unload(self, request, **kwargs): return Response()
