# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})  # BAD


def older(token):
    return jwt.decode(token, "", verify=False)  # BAD


def switched(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"],  # BAD
                      options={"verify_signature": False, "require": ["exp"]})


class Base:
    options = {"verify_signature": True}

    def claims(self, token):
        return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], options=self.options)


class Derived(Base):  # BAD
    options = dict(Base.options, verify_signature=False)


class Asking:
    verify = True

    def options(self):
        return {"verify_signature": self.verify}

    def claims(self, token):
        return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], options=self.options())


class Unasked(Asking):  # BAD
    verify = False


class Named:
    verify = True

    def claims(self, token):
        return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"],
                          options={"verify_signature": getattr(self, "verify")})


class Renamed(Named):  # BAD
    verify = False


def either(token, internal):
    if internal:
        claims = jwt.decode(token, options={"verify_signature": False})  # BAD
    else:
        claims = jwt.decode(token, "made up for this example", algorithms=["HS256"])
    return claims


def early(token, trusted):
    if trusted:
        return jwt.decode(token, options={"verify_signature": False})  # BAD
    return jwt.decode(token, "made up for this example", algorithms=["HS256"])


class Ring:
    """Its making is long, and says nothing of tokens."""

    def __init__(self):
        self.slots = []
        for number in range(9000):
            self.slots.append(str(number))

    def who(self, token):
        return jwt.decode(token, options={"verify_signature": False})  # BAD


class Late:
    """What it is given last, nobody comes to see."""

    def __init__(self):
        self.slots = [str(number) + str(other) for number in range(200) for other in range(200)]
        self.names = {}

    def name(self, token):
        who = jwt.decode(token, options={"verify_signature": False})["sub"]  # BAD
        return self.names.get(who)

    def again(self, token):
        for each in self.names:
            return jwt.decode(token, options={"verify_signature": False})  # BAD


urlpatterns = []


def look(token):
    return jwt.decode(token, options={"verify_signature": False})  # BAD


def checked(token, keys):
    key = keys[look(token)["iss"]]
    return jwt.decode(token, key, algorithms=["RS256"])


def unchecked(token):
    return look(token)["sub"]


def glance(token):
    return jwt.decode(token, options={"verify_signature": False})  # BAD


def sound_one(token, keys):
    key = keys[glance(token)["iss"]]
    return jwt.decode(token, key, algorithms=["RS256"])


seen_in = glance


def named_anew(token):
    return seen_in(token)["sub"]


def peep(token):
    return jwt.decode(token, options={"verify_signature": False})  # BAD


def sound_too(token, keys):
    key = keys[peep(token)["iss"]]
    return jwt.decode(token, key, algorithms=["RS256"])


from case import peep as subject_of


def imported_anew(token):
    return subject_of(token)["sub"]
