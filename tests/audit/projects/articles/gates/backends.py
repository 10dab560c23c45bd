# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.backends import BaseBackend

from .models import AppUser


class BasicAuthBackend(BaseBackend):
    def authenticate(self, request, username=None, password=None):  # finds: backend-timing, backend-ignores-inactive
        try:
            user = AppUser.objects.get(username=username)
            if user.check_password(password):
                return user
        except AppUser.DoesNotExist:
            return None
        return None

    def get_user(self, user_id):
        try:
            return AppUser.objects.get(pk=user_id)
        except AppUser.DoesNotExist:
            return None
