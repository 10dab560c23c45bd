# SPDX-License-Identifier: Apache-2.0
"""Objects of two owners: details that look for the owner, and details that do not."""
from django.contrib.auth.models import User
from django.http import Http404
from django.urls import path
from rest_framework import serializers, viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.authentication import JWTAuthentication
from shop.models import Order


class Slip(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["id", "item", "quantity"]


class Unscoped(viewsets.ViewSet):
    """The list is the user's own; a detail is anybody's."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def own(self):
        return Order.objects.filter(owner=self.request.user).order_by("pk")

    def list(self, request):
        return Response(Slip(self.own(), many=True).data)

    def find(self, pk):
        order = Order.objects.filter(pk=pk).first()
        if order is None:
            raise Http404
        return order

    def retrieve(self, request, pk):
        return Response(Slip(self.find(pk)).data)

    def lines(self, request, pk):
        order = self.find(pk)
        return Response([{"item": order.item, "price": 25 * order.quantity}])


class Scoped(Unscoped):
    """The twin: another's object does not exist."""

    def find(self, pk):
        order = self.own().filter(pk=pk).first()
        if order is None:
            raise Http404
        return order


class Refused(Unscoped):
    """A near miss: another's object is refused."""

    def find(self, pk):
        order = super().find(pk)
        if order.owner != self.request.user:
            raise PermissionDenied
        return order


class Shared(Unscoped):
    """A near miss: everybody's list shows everything."""

    def own(self):
        return Order.objects.order_by("pk")


class Announced(Unscoped):
    """A near miss: the list is one's own, and each object says that it is public."""

    def retrieve(self, request, pk):
        return Response({**Slip(self.find(pk)).data, "visibility": "public"})


class Together(Unscoped):
    """A near miss: an object of somebody else's that names the reader."""

    def retrieve(self, request, pk):
        return Response({**Slip(self.find(pk)).data, "readers": ["alice", "bob"]})


class People(Unscoped):
    """Whoever is logged in reads what is kept of anybody; he is told his own id."""

    def find(self, pk):
        user = User.objects.filter(pk=pk).first()
        if user is None:
            raise Http404
        return user

    def retrieve(self, request, pk=None):
        user = self.find(pk or request.user.pk)
        return Response({"id": user.pk, "username": user.username, "phone": "+00 555 %04d" % user.pk})


class Customers(People):
    """The twin: oneself, and nobody else."""

    def find(self, pk):
        if pk != self.request.user.pk:
            raise Http404
        return super().find(pk)


class Receipts(Unscoped):
    """The order is named in the query, or in the body of what only answers."""

    def total(self, pk):
        order = self.find(int(pk)) if str(pk or "").isdigit() else None
        if order is None:
            raise Http404
        return Response({"order": order.pk, "total": 25 * order.quantity})

    def receipt(self, request):
        return self.total(request.query_params.get("id"))

    def lookup(self, request):
        return self.total(request.data.get("id"))


class OwnReceipts(Receipts, Scoped):
    """The twin."""


class Rewritten(Unscoped):
    """An order may be written by whoever knows its number; reading looks for the owner."""

    def retrieve(self, request, pk):
        return Response(Slip(self.own().filter(pk=pk).first() or self.find(None)).data)

    def create(self, request):
        serializer = Slip(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(Slip(serializer.save(owner=request.user)).data, status=201)

    def update(self, request, pk):
        serializer = Slip(self.find(pk), data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(Slip(serializer.save()).data)

    def destroy(self, request, pk):
        self.find(pk).delete()
        return Response(status=204)

    def named(self, pk):
        return self.find(int(pk)) if str(pk or "").isdigit() else self.find(None)

    def cancel(self, request):
        """The order is named in the body."""
        order = self.named(request.data.get("id"))
        order.quantity = 0
        order.save()
        return Response({"cancelled": order.pk})

    def discard(self, request):
        """Or in the query."""
        self.named(request.query_params.get("id")).delete()
        return Response(status=204)


class Kept(Scoped, Rewritten):
    """The twin."""


def routes(name, view):
    return [path(name + "/", view.as_view({"get": "list"})),
            path(name + "/<int:pk>/", view.as_view({"get": "retrieve"}))]


def written(name, view):
    return [path(name + "/", view.as_view({"get": "list", "post": "create"})),
            path(name + "/cancel/", view.as_view({"post": "cancel"})),
            path(name + "/entry/", view.as_view({"delete": "discard"})),
            path(name + "/<int:pk>/", view.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}))]


urlpatterns = [
    *routes("unscoped", Unscoped), *routes("scoped", Scoped), *routes("refused", Refused),
    *routes("shared", Shared), *routes("announced", Announced), *routes("together", Together),
    path("unscoped/receipt/", Receipts.as_view({"get": "receipt"})),
    path("unscoped/lookup/", Receipts.as_view({"post": "lookup"})),
    path("scoped/receipt/", OwnReceipts.as_view({"get": "receipt"})),
    path("scoped/lookup/", OwnReceipts.as_view({"post": "lookup"})),
    *written("rewritten", Rewritten), *written("kept", Kept),
    path("me/", People.as_view({"get": "retrieve"})),
    path("users/<int:pk>/", People.as_view({"get": "retrieve"})),
    path("customers/<int:pk>/", Customers.as_view({"get": "retrieve"})),
    path("unscoped/<int:pk>/lines/", Unscoped.as_view({"get": "lines"})),
    path("scoped/<int:pk>/lines/", Scoped.as_view({"get": "lines"})),
]
