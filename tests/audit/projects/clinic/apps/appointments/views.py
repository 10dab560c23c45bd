# SPDX-License-Identifier: Apache-2.0
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response

from common.mixins import ActionMap, PerActionPermissions
from common.permissions import (
    ByAction, Forgets, IsAdminRole, IsDoctor, IsOwner, IsReception, ReadOnly, TrustsHeader)
from apps.accounts.authentication import LegacyJWT, Unverified
from .models import Appointment, Slot


class SlotViewSet(viewsets.ModelViewSet):
    queryset = Slot.objects.all()
    permission_classes = [IsAuthenticated & (IsReception | IsAdminRole)]


class PublicSlotViewSet(viewsets.ReadOnlyModelViewSet):  # open
    queryset = Slot.objects.all()
    permission_classes = (AllowAny,)


class AppointmentViewSet(PerActionPermissions, viewsets.ModelViewSet):
    queryset = Appointment.objects.all()
    permission_classes = [IsAuthenticated]
    permission_classes_by_action = {
        "destroy": [IsAdminRole],
        "create": [IsReception],
    }


class WaitlistViewSet(ActionMap, viewsets.ModelViewSet):  # open POST; finds: method-permission-gap
    queryset = Appointment.objects.all()
    permissions_map = {
        "default": [IsAuthenticated],
        "create": [AllowAny],
        "list": [IsDoctor | IsReception],
    }


class NoteViewSet(viewsets.ModelViewSet):
    queryset = Appointment.objects.all()

    def get_permissions(self):
        if self.action in ("create", "update", "partial_update", "destroy"):
            return [IsDoctor()]
        return super().get_permissions()

    @action(detail=True, methods=["post"], url_path="sign-off", permission_classes=[IsDoctor])
    def sign_off(self, request, pk=None):
        return Response({})


class ReviewViewSet(viewsets.ModelViewSet):  # open DELETE
    """The list of the guarded forgets destroy."""

    queryset = Appointment.objects.all()

    def get_permissions(self):  # finds: method-permission-gap
        if self.action in ["create", "update", "partial_update", "list", "retrieve"]:
            permission_classes = [IsAuthenticated]
        else:
            permission_classes = []
        return [permission() for permission in permission_classes]


class OwnedViewSet(viewsets.ModelViewSet):  # open
    """IsOwner guards single objects alone."""

    queryset = Appointment.objects.all()
    permission_classes = [IsOwner]  # finds: open-endpoint


class RoomViewSet(viewsets.ModelViewSet):  # open GET
    queryset = Slot.objects.all()
    permission_classes = [IsAuthenticatedOrReadOnly]


class EquipmentViewSet(viewsets.ModelViewSet):  # open GET
    queryset = Slot.objects.all()
    permission_classes = [IsAdminRole | ReadOnly]


class CalendarViewSet(viewsets.ModelViewSet):  # open GET
    queryset = Slot.objects.all()
    permission_classes = [ByAction]


class ForgetfulViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Slot.objects.all()
    permission_classes = [Forgets]


class ExternalViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Slot.objects.all()
    authentication_classes = [Unverified]


class LegacyViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Slot.objects.all()
    authentication_classes = [LegacyJWT]
