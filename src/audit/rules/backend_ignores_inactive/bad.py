# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import User


class Forgets(BaseBackend):
    def authenticate(self, request, username=None, password=None):  # BAD
        user = User.objects.filter(username=username).first()
        if user and user.check_password(password):
            return user
        User().set_password(password)
        return None


urlpatterns = []
