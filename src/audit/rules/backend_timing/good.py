# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import User


class Even(BaseBackend):
    def authenticate(self, request, username=None, password=None):
        try:
            user = User.objects.get(username=username, is_active=True)
        except User.DoesNotExist:
            User().set_password(password)
            return None
        return user if user.check_password(password) else None


class Standard(ModelBackend):
    pass


urlpatterns = []
