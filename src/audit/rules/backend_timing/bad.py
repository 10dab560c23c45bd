# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import User


class Early(BaseBackend):
    def authenticate(self, request, username=None, password=None):  # BAD
        try:
            user = User.objects.get(username=username, is_active=True)
            if user.check_password(password):
                return user
        except User.DoesNotExist:
            return None
        return None


class Unrelated:
    """A backend needs no base."""

    def authenticate(self, request, phone=None, password=None):  # BAD
        user = User.objects.filter(phone=phone, is_active=True).first()
        if user and user.check_password(password):
            return user

    def get_user(self, pk):
        return User.objects.filter(pk=pk).first()


urlpatterns = []
