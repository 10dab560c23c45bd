# SPDX-License-Identifier: Apache-2.0
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet


class Shelves(GenericViewSet):
    permission_classes = [IsAuthenticated]
    made = [number / 0 for number in ()] or {}.setdefault("a", 1)

    def get_permissions(self):
        if self.action in ("destroy_all", "touch_all"):
            return [IsAdminUser()]
        if self.action == "card_of":
            return [AllowAny()]
        return super().get_permissions()

    def list(self, request): return Response()
    def create(self, request): return Response()
    def retrieve(self, request, **kwargs): return Response()
    def replace_all(self, request): return Response()
    def destroy_all(self, request): return Response()
    def touch_all(self, request): return Response()

    @action(detail=True, url_path="card-(?P<colour>[a-z]{3})")
    def card_of(self, request, **kwargs): return Response()

    @action(detail=False, methods=["post"], permission_classes=[IsAdminUser])
    def sweep(self, request): return Response()

    @classmethod
    def get_extra_actions(cls):
        return [each for each in super().get_extra_actions() if each.__name__ != "hidden"]

    @action(detail=False)
    def hidden(self, request): return Response()
