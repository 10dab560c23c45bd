# SPDX-License-Identifier: Apache-2.0
# Found by urls.py: every class here that descends from Named is routed by what its model is.
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.core.cache import cache
from rest_framework import mixins, permissions, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.schemas.openapi import AutoSchema

from .models import Crate, Depot, Shed, Ticket

WORDS = ["exact", "in"]


class Wordy(AutoSchema):
    pass


class Named(viewsets.GenericViewSet):
    endpoint_name = None
    parent_lookup = ""
    schema = Wordy()

    @classmethod
    def depth(cls):
        return max(len(part.split("__")) for part in [cls.parent_lookup])

    @classmethod
    def pieces(cls):
        if cls.queryset.model._meta.master is None:
            return [cls.endpoint_name]
        for eldest in reversed(cls.mro()):
            try:
                if eldest is not cls and eldest.endpoint_name is not None:
                    return [eldest.endpoint_name, cls.queryset.model._meta.app_label, cls.endpoint_name]
            except AttributeError:
                continue
        return [cls.endpoint_name]


class DepotViewSet(Named, mixins.ListModelMixin):
    endpoint_name = "depots"
    queryset = Depot.objects.all().order_by("name")


class ShedViewSet(DepotViewSet):
    endpoint_name = "sheds"
    queryset = Shed.objects.exclude(name="old")
    permission_classes = [permissions.IsAdminUser]

    @action(detail=True, methods=["post"], permission_classes=[permissions.AllowAny])
    def paint(self, request, pk):
        return Response()


class CrateViewSet(Named, mixins.RetrieveModelMixin):
    endpoint_name = "crates"
    parent_lookup = "depot__pk"
    queryset = Crate.objects.sealed()


class TicketViewSet(Named, mixins.DestroyModelMixin):
    endpoint_name = "tickets"
    queryset = Ticket.objects.sealed()
    permission_classes = [permissions.AllowAny]


def remembered(view):
    def wrapper(request, *args, **kwargs):
        response = cache.get(request.path)
        if response is None:
            response = view(request, *args, **kwargs)
            cache.set(request.path, HttpResponse(response))
        return response
    return wrapper


@method_decorator(remembered, name="dispatch")
class ShelfViewSet(Named, mixins.ListModelMixin):
    endpoint_name = "shelves"
    queryset = Depot.objects.none()
