# SPDX-License-Identifier: Apache-2.0
from django.core.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated


class StaffRequiredMixin:
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_staff:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PerActionPermissions:
    permission_classes_by_action = {}

    def get_permissions(self):
        try:
            return [p() for p in self.permission_classes_by_action[self.action]]
        except KeyError:
            return [p() for p in self.permission_classes]


class ActionMap:
    permissions_map = {"default": [IsAuthenticated]}

    def get_permissions(self):
        classes = self.permissions_map.get(self.action, self.permissions_map["default"])
        return [each() for each in classes]
