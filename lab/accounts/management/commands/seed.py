# SPDX-License-Identifier: Apache-2.0
"""Fills a fresh database. Every secret here is LAB ONLY: made up, published, worthless elsewhere."""
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone
from rest_framework.authtoken.models import Token

from accounts.models import ApiKey, digest
from articles.models import AppUser, Profile
from jwtcases.keys import make_pairs
from jwtcases.models import Key
from shop.models import Order

# The order fixes the ids: admin is 1, alice 2, bob 3, …
USERS = ["admin", "alice", "bob", "carol", "dave", "erin", "frank", "grace", "ivan"]
STAFF = {"admin", "carol"}
INACTIVE = {"ivan"}  # dismissed; the articles' code lets him in


def secret(name, kind):
    return "LAB-ONLY-%s-%s" % (name, kind)


def session(user):
    """A session with a known key, as after a login."""
    store = Session.get_session_store_class()()
    data = store.encode({
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    })
    Session.objects.create(session_key=secret(user.username, "session").lower(), session_data=data,
                           expire_date=timezone.now() + timedelta(days=1))


class Command(BaseCommand):
    def handle(self, *args, **options):
        for number, name in enumerate(USERS, start=1):
            user = User(pk=number, username=name, is_staff=name in STAFF,
                        is_active=name not in INACTIVE)
            user.set_password(secret(name, "password"))
            user.save()
            Token.objects.create(user=user, key=digest(secret(name, "token"))[:40])
            ApiKey.objects.create(user=user, sha256=digest(secret(name, "key")))
            Profile.objects.create(user=user, auth_token=secret(name, "bearer"))
            session(user)
        for number in range(1, 9):
            owner = "alice" if number % 2 else "bob"
            Order.objects.create(pk=100 + number, owner=User.objects.get(username=owner),
                                 item="lamp %d" % number, quantity=number)
        app_user = AppUser(username="appuser")
        app_user.set_password(secret("appuser", "password"))
        app_user.save()
        Key.objects.create(kid="lab", secret=settings.SECRET_KEY)
        (settings.RUN / "keys").mkdir(exist_ok=True)
        (settings.RUN / "keys" / "lab").write_text(settings.SECRET_KEY)
        make_pairs()
