# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

User = get_user_model()


class EmailBackend(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        try:
            user = User.objects.get(email__iexact=username)
        except User.DoesNotExist:
            User().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None


class LegacyBackend(ModelBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):  # finds: backend-timing, backend-ignores-inactive
        user = User.objects.filter(email=username).first()
        if user is not None and user.check_password(password):
            return user
        return None
