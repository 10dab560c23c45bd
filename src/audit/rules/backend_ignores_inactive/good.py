# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.models import User


class Asks(ModelBackend):
    def authenticate(self, request, username=None, password=None):
        user = User.objects.filter(username=username).first()
        if user and user.check_password(password) and self.user_can_authenticate(user):
            return user
        User().set_password(password)
        return None


urlpatterns = []
