# SPDX-License-Identifier: Apache-2.0
"""Recoveries of the members' passwords (members.py): each asks for a code and sets a password with it. One shows the
code, one counts it, one makes it of the name, one of four digits, one without an end, one takes any, one believes the
request's host; each has its twin."""
import hashlib
import itertools
import secrets
import time

import jwt
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from .accounts import members
from .members import KEPT

COUNTER = itertools.count(4711)


def drawn(name):
    return secrets.token_urlsafe(24)


def counted(name):
    return str(next(COUNTER))


def brief(name):
    return "%04d" % secrets.randbelow(10000)


def lasting(name):
    """A token that says of no end."""
    claims = {"sub": name, "iat": int(time.time()), "jti": secrets.token_hex(8)}
    return jwt.encode(claims, secrets.token_bytes(32), "HS256")


def derived(name):
    return hashlib.md5(name.encode()).hexdigest()


def link_of(request, host):
    given = request.META.get("HTTP_X_FORWARDED_HOST") if host == "claimed" else None
    return "https://%s/recover/" % (given or "members.lab.test")


def recovery(make=drawn, once=True, shown=(), takes_any=False, host=None, handle=False):
    """make: a code; shown: under these names in the answer; once: a code is good once; handle: the answer holds a
    token of its own, which is good for nothing without the code; host: where the answer's link leads."""
    codes = {}

    @csrf_exempt
    def ask(request):
        given = members(request, "username")
        if given is None or request.method != "POST":
            return JsonResponse({"detail": "A name, please."}, status=400)
        codes[given[0]] = make(given[0])
        answer = {"detail": "A letter is on its way, if there is such a member."}
        answer.update({name: codes[given[0]] for name in shown})
        if handle:
            answer["token"] = drawn("")
        if host:
            answer["page"] = link_of(request, host)
        return JsonResponse(answer, status=202)

    @csrf_exempt
    def confirm(request):
        given = members(request, "username", "token", "password")
        if given is None or request.method != "POST":
            return JsonResponse({"detail": "Name, token and password, please."}, status=400)
        name, code, password = given
        if not takes_any and codes.get(name) != code:
            return JsonResponse({"detail": "This token is not good."}, status=400)
        if once:
            codes.pop(name, None)
        for number, (member, _) in list(KEPT.items()):
            if member == name:
                KEPT[number] = [name, password]
        return JsonResponse({"detail": "The password is set."})
    return ask, confirm


KINDS = {
    "shown": recovery(shown=["token"], once=False), "shown/fixed": recovery(),
    "counted": recovery(make=counted, shown=["code"]),
    "derived": recovery(make=derived),
    "brief": recovery(make=brief), "brief/fixed": recovery(),
    "lasting": recovery(make=lasting, shown=["token"]),
    "any": recovery(takes_any=True),
    "hosted": recovery(host="claimed"), "hosted/fixed": recovery(host="configured"),
    "handle": recovery(handle=True),
}
urlpatterns = [path("%s/%s/" % (kind, part), view)
               for kind, views in KINDS.items() for part, view in zip(("reset", "reset/confirm"), views)]
