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


urlpatterns = []
