# SPDX-License-Identifier: Apache-2.0
from rest_framework import permissions
from rest_framework.permissions import BasePermission


class IsReception(BasePermission):
    def has_permission(self, request, view):
        user = request.user
        return bool(user and user.is_authenticated and user.role == "reception")


class IsAdminRole(permissions.BasePermission):
    message = "administrators only"

    def has_permission(self, request, view):
        return getattr(request.user, "role", None) == "admin"


class IsDoctor(BasePermission):
    def has_permission(self, request, view):
        if request.user.is_anonymous:
            return False
        return request.user.groups.filter(name="doctors").exists()


class IsOwner(BasePermission):
    """Only the object: everybody may list."""

    def has_object_permission(self, request, view, obj):
        return obj.patient.user_id == request.user.pk


class ReadOnly(BasePermission):
    def has_permission(self, request, view):
        return request.method in permissions.SAFE_METHODS


class HasPartnerKey(BasePermission):
    def has_permission(self, request, view):
        from django.conf import settings
        return request.headers.get("X-Partner-Key") == settings.PARTNER_KEY  # finds: token-compared-unsafely


class TrustsHeader(BasePermission):
    def has_permission(self, request, view):  # finds: open-endpoint
        return request.META.get("HTTP_X_INTERNAL") == "1"


class ByAction(BasePermission):
    public = ("list", "retrieve")

    def has_permission(self, request, view):
        if view.action in self.public:
            return True
        return request.user.is_authenticated


class Forgets(BasePermission):
    """Falls through: None is a refusal."""

    def has_permission(self, request, view):
        if request.user.is_authenticated:
            return True
