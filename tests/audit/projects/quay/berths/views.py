# SPDX-License-Identifier: Apache-2.0
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.response import Response


class ByAction:
    """Permissions by action; what is not named has the view's own, or the action's."""
    permissions_by_action = {}

    def get_permissions(self):
        classes = self.permissions_by_action.get(self.action)
        if classes is None:
            return super().get_permissions()
        return [each() for each in classes]


class Boats(ByAction, viewsets.ViewSet):
    permission_classes = [IsAuthenticated]
    permissions_by_action = {"destroy": [IsAdminUser]}

    def list(self, request):
        return Response([])

    def destroy(self, request, pk=None):
        return Response()

    @action(detail=True, methods=["post"])
    def launch(self, request, pk=None):
        return Response()

    @action(detail=False, methods=["post"], permission_classes=[AllowAny])  # finds: open-endpoint
    def salvage(self, request):  # open
        return Response()
