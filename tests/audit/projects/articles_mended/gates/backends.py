# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.backends import BaseBackend

from .models import AppUser


class BasicAuthBackend(BaseBackend):
    def authenticate(self, request, username=None, password=None):
        try:
            user = AppUser.objects.get(username=username)
        except AppUser.DoesNotExist:
            AppUser().set_password(password)  # as long as for a user who exists
            return None
        if user.check_password(password) and user.is_active:
            return user
        return None

    def get_user(self, user_id):
        return AppUser.objects.filter(pk=user_id, is_active=True).first()
