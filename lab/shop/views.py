# SPDX-License-Identifier: Apache-2.0
"""A sound shop: every kind of declared credential, properly enforced."""
from django.http import Http404
from rest_framework import serializers, viewsets
from rest_framework.authentication import (
    BasicAuthentication, SessionAuthentication, TokenAuthentication)
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission, IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import (
    HeaderKeyAuthentication, JWTAuthentication, OneCredential, QueryKeyAuthentication)

from .models import Order


class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["id", "item", "quantity", "paid"]


class IsOwner(BasePermission):
    def has_object_permission(self, request, view, order):
        return order.owner_id == request.user.id


class Orders(viewsets.ModelViewSet):
    """The list shows one's own; a detail of another's answers 403."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated, IsOwner]
    serializer_class = OrderSerializer

    def get_queryset(self):
        orders = Order.objects.order_by("pk")
        return orders.filter(owner=self.request.user) if self.action == "list" else orders

    def perform_create(self, serializer):
        serializer.save(owner=self.request.user)

    @action(detail=True, methods=["post"])
    def pay(self, request, pk=None):
        order = self.get_object()
        order.paid = True
        order.save()
        return Response(status=204)


class Whoami(APIView):
    """Says who asks; subclasses say by which credential."""
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({"username": request.user.username, "staff": request.user.is_staff})


class WhoamiJwt(Whoami):
    authentication_classes = [JWTAuthentication]


class WhoamiBasic(Whoami):
    authentication_classes = [BasicAuthentication]


class WhoamiToken(Whoami):
    authentication_classes = [TokenAuthentication]


class WhoamiSession(Whoami):
    authentication_classes = [SessionAuthentication]


class WhoamiKey(Whoami):
    authentication_classes = [HeaderKeyAuthentication]


class WhoamiQuery(Whoami):
    authentication_classes = [QueryKeyAuthentication]


class WhoamiJwtOrKey(Whoami):
    authentication_classes = [OneCredential, JWTAuthentication, HeaderKeyAuthentication]


class StaffReport(APIView):
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAdminUser]

    def get(self, request):
        return Response({"orders": Order.objects.count()})


class Invoice(APIView):
    """Another's invoice does not exist, and neither does anything for a stranger: 404 throughout."""
    authentication_classes = [JWTAuthentication]

    def get(self, request, pk):
        order = Order.objects.filter(pk=pk, owner_id=request.user.id or 0).first()
        if order is None:
            raise Http404
        return Response({"invoice": order.pk, "total": 25 * order.quantity})
