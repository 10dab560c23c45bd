# SPDX-License-Identifier: Apache-2.0
"""DRF 3.13 asks either side of "or" about an object, whatever it said of the request."""
from rest_framework import generics, permissions, serializers


class Owner(permissions.BasePermission):
    def has_object_permission(self, request, view, obj):
        return obj.owner_id == request.user.pk


class Box(generics.RetrieveUpdateAPIView):  # open
    permission_classes = [permissions.IsAdminUser | Owner]  # finds: open-endpoint
    serializer_class = serializers.Serializer


class BoxOfBoth(generics.RetrieveUpdateAPIView):
    permission_classes = [permissions.IsAuthenticated & (permissions.IsAdminUser | Owner)]
    serializer_class = serializers.Serializer
