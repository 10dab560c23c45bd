# SPDX-License-Identifier: Apache-2.0
"""What ends a session: a change of the password, a logout, a refresh token that was traded. One flaw a service, each
with a password list of its own; the twins end what they should, and one ends all."""
import secrets

from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from patterns.base import ledger

from .accounts import members, refused


class Service:
    """By cookie, or by a bearer token with a refresh token; change: what a change of the password ends; spares: the
    refresh token outlives the logout; reuses: it can be traded again."""

    def __init__(self, name, cookie=None, change="others", spares=False, reuses=False):
        self.name, self.cookie, self.change, self.spares, self.reuses = name, cookie, change, spares, reuses
        self.passwords = {name: "LAB-ONLY-%s-password" % name for name in ("alice", "bob", "carol")}
        self.live, self.refresh = {}, {}  # token: name and number of the login; the same of refresh tokens

    def token(self, request):
        if self.cookie:
            return request.COOKIES.get(self.cookie)
        word, _, token = request.headers.get("Authorization", "").partition(" ")
        return token if word == "Bearer" else None

    def begin(self, who):
        access = secrets.token_urlsafe(24)
        self.live[access] = who
        if self.cookie:
            response = JsonResponse({"ok": True})
            response.set_cookie(self.cookie, access, httponly=True, samesite="Lax")
            return response
        renewal = secrets.token_urlsafe(24)
        self.refresh[renewal] = who
        return JsonResponse({"access": access, "refresh": renewal})

    def end(self, ends):
        for tokens in (self.live, self.refresh):
            for token in [token for token, who in tokens.items() if ends(who)]:
                del tokens[token]

    def log_in(self, request):
        given = members(request, "username", "password")
        if given is None:
            return JsonResponse({"detail": "Username and password, please."}, status=400)
        name, password = given
        if self.passwords.get(name) != password:
            return refused("Wrong name or password.")
        return self.begin((name, secrets.token_hex(4)))

    def me(self, request):
        who = self.live.get(self.token(request))
        return JsonResponse({**ledger(None), "reader": who[0]}) if who else refused("Log in first.")

    def set_password(self, request):
        who, given = self.live.get(self.token(request)), members(request, "old_password", "new_password")
        if not who or request.method != "POST":
            return refused("Log in first.")
        if given is None or self.passwords[who[0]] != given[0]:
            return JsonResponse({"old_password": ["Wrong password."]}, status=400)
        self.passwords[who[0]] = given[1]
        if self.change != "nothing":
            self.end(lambda other: other[0] == who[0] and (other != who or self.change == "all"))
        return HttpResponse(status=204)

    def log_out(self, request):
        token = self.token(request)
        who = self.live.pop(token, None)
        if not who or request.method != "POST":
            return refused("Log in first.")
        if not self.spares:
            self.end(lambda other: other == who)
        return HttpResponse(status=204)

    def renew(self, request):
        given = members(request, "refresh")
        who = self.refresh.get(given[0]) if given else None
        if not who:
            return refused("This token is not good.")
        if not self.reuses:
            del self.refresh[given[0]]
        return self.begin(who)

    def urls(self):
        views = {"login": self.log_in, "me": self.me, "password": self.set_password, "logout": self.log_out,
                 "refresh": self.renew}
        return [path("%s/%s/" % (self.name, part), csrf_exempt(view)) for part, view in views.items()]


SERVICES = (
    Service("changed", cookie="changed", change="nothing"), Service("changed/fixed", cookie="changedfixed"),
    Service("changed/all", cookie="changedall", change="all"),
    Service("kept", spares=True), Service("reused", reuses=True), Service("ended"),
)
urlpatterns = [url for service in SERVICES for url in service.urls()]
