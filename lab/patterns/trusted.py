# SPDX-License-Identifier: Apache-2.0
"""Users named by a header that anybody can send (identity-header-trusted)."""
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication

from accounts.authentication import JWTAuthentication

from .base import Ledger, case


class ByHeader(BaseAuthentication):
    """Believes a header of the reverse proxy that does not stand in front."""
    header = field = ""

    def authenticate(self, request):
        value = request.META.get(self.header, "")
        if self.field == "pk" and not value.isdecimal():
            return None
        user = User.objects.filter(**{self.field: value}, is_active=True).first()
        return user and (user, None)


class RemoteUser(ByHeader):
    header, field = "HTTP_REMOTE_USER", "username"


class ForwardedUser(ByHeader):
    header, field = "HTTP_X_FORWARDED_USER", "username"


class UserId(ByHeader):
    header, field = "HTTP_X_USER_ID", "pk"


def believer(authenticator):
    return type("Believes" + authenticator.__name__, (Ledger,),
                {"authentication_classes": [JWTAuthentication, authenticator]})


urlpatterns = [
    *case("remote-user", believer(RemoteUser)),
    *case("forwarded-user", believer(ForwardedUser)),
    *case("user-id", believer(UserId)),
]
