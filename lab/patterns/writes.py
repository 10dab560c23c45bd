# SPDX-License-Identifier: Apache-2.0
"""Writes that need no credential (public-write where the contract says so, else anonymous-access)."""
from django.http import Http404
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from shop.models import Order
from shop.views import OrderSerializer

from .base import Ledger, case


class Create(Ledger):
    """Creates an order for anybody who sends a valid one."""
    permission_classes = [AllowAny]
    get = None

    def post(self, request):
        serializer = OrderSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(owner_id=2)
        return Response(serializer.data, status=201)


class CreateFixed(Create):
    permission_classes = Ledger.permission_classes


class Change(Ledger):
    """Changes or removes any order."""
    permission_classes = []
    get = None

    def order(self, pk):
        found = Order.objects.filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def put(self, request, pk):
        serializer = OrderSerializer(self.order(pk), data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data if serializer.save() else None)

    def patch(self, request, pk):
        serializer = OrderSerializer(self.order(pk), data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.data if serializer.save() else None)

    def delete(self, request, pk):
        self.order(pk).delete()
        return Response(status=204)


class ChangeFixed(Change):
    permission_classes = Ledger.permission_classes


urlpatterns = [
    *case("create", Create, CreateFixed),
    *case("declared-public", Create, CreateFixed),
    path("orders/<int:pk>/", Change.as_view()),
    path("orders/<int:pk>/fixed/", ChangeFixed.as_view()),
]
