# SPDX-License-Identifier: Apache-2.0
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated


class IsReader(BasePermission):
    def has_permission(self, request, view):
        return bool(request.user and request.user.is_authenticated)


class IsLibrarian(IsReader):
    def has_permission(self, request, view):
        return super().has_permission(request, view) and request.user.groups.filter(
            name="librarians").exists()


class ReadOnly(BasePermission):
    def has_permission(self, request, view):
        return request.method in SAFE_METHODS


class OwnerOnly(IsAuthenticated):
    def has_object_permission(self, request, view, obj):
        return obj.reader == request.user


class ActionPermission(BasePermission):
    open_actions = {"list": True}

    def has_permission(self, request, view):
        if self.open_actions.get(view.action, False):
            return True
        return request.user.is_authenticated
