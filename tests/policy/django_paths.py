# SPDX-License-Identifier: Apache-2.0
"""Hostile and ordinary targets, read by the policy's path model and by Django's own resolver: where
the model finds an operation, Django must route to the same one or, where a converter is narrower than
a placeholder, to none; where Django finds one and the model does not, the model must have refused the
path by name. Usage: django_paths.py PATHS-PROGRAM"""
import random
import subprocess
import sys
import urllib.parse

import django
from django.conf import settings

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="made up")
django.setup()

from django.core.handlers.wsgi import get_path_info  # noqa: E402
from django.urls import Resolver404, path, re_path, resolve  # noqa: E402

# Template, Django's route, whether a placeholder takes what the route does not. What is text stands
# before what is a placeholder, as in a contract.
TABLE = [
    ("/", path, "", False),
    ("/api/orders/", path, "api/orders/", False),
    ("/api/orders/latest/", path, "api/orders/latest/", False),
    ("/api/orders/{id}/", path, "api/orders/<int:id>/", True),
    ("/api/orders/{id}/lines/{line}/", path, "api/orders/<int:id>/lines/<slug:line>/", True),
    ("/api/names/{name}", path, "api/names/<str:name>", False),
    ("/api/names/{name}/", path, "api/names/<str:name>/", False),
    ("/api/keys/{key}/", path, "api/keys/<uuid:key>/", True),
    ("/api/users/{pk}/", re_path, r"^api/users/(?P<pk>[^/.]+)/$", True),
    ("/api/\u00e9t\u00e9/{x}", path, "api/\u00e9t\u00e9/<str:x>", False),
    ("/admin/", path, "admin/", False),
]
NARROWER = {template for template, _, _, narrower in TABLE if narrower}


def view(request, **_):
    raise AssertionError("nothing is served here")


urlpatterns = [make(route, view, {"template": template}) for template, make, route, _ in TABLE]


def by_django(target):
    """The template that Django routes a target to, by way of what a WSGI server tells (PEP 3333)."""
    raw = urllib.parse.unquote_to_bytes(target.partition(b"?")[0])
    try:
        found = resolve(get_path_info({"PATH_INFO": raw.decode("latin-1")}))
    except Resolver404:
        return None
    return found.kwargs["template"]


WORDS = [b"api", b"orders", b"latest", b"7", b"0007", b"names", b"keys", b"users", b"admin", b"lines",
         b"a-b", b"a.b", b"\xc3\xa9t\xc3\xa9", b"%C3%A9t%C3%A9", b"\xe9t\xe9", b"%E9",
         b"6c84fb90-12c4-11e1-840d-7b25c5ee775a", b"API", b"Orders", b"x y", b""]
ODD = [b"%2F", b"%2f", b"/", b"//", b"\\", b"%5C", b"%00", b".", b"..", b"%2e", b"%2E%2e", b"%0A", b"\n",
       b"%0d", b"?", b"?a=/b", b"#", b";", b";a=b", b"%", b"%zz", b"%25", b"%252F", b"%20", b" ", b"+", b"~",
       b"%7f", b"\x00", b"%C0%AF", b"%ED%A0%80", b"\xff", b":", b"@", b"*", b"%3F", b"%23", b".json", b"\t"]
EXAMPLES = [b"/", b"/api/orders/", b"/api/orders/latest/", b"/api/orders/7/", b"/api/orders/7/lines/a-b/",
            b"/api/names/x", b"/api/names/x/", b"/api/keys/6c84fb90-12c4-11e1-840d-7b25c5ee775a/",
            b"/api/users/bob/", b"/api/%C3%A9t%C3%A9/x", b"/admin/"]


def spelled(chance, word):
    """Here and there a byte encoded that need not be."""
    return b"".join(b"%%%02x" % c if chance.random() < 0.1 else bytes([c]) for c in word)


def make_target(chance):
    if chance.random() < 0.5:
        made = bytearray(chance.choice(EXAMPLES))
    else:
        made = bytearray(b"/" + b"/".join(spelled(chance, chance.choice(WORDS))
                                          for _ in range(chance.randint(0, 6))))
        if chance.random() < 0.6:
            made += b"/"
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        at = chance.randint(0, len(made))
        made[at:at] = chance.choice(ODD)
    if chance.random() < 0.1 and made:
        del made[chance.randrange(len(made))]
    return bytes(made)


def by_model(program, targets):
    text = "".join(target.hex() + "\n" for target in targets)
    done = subprocess.run([program, *(template for template, *_ in TABLE)], input=text, check=True,
                          stdout=subprocess.PIPE, text=True)
    return done.stdout.splitlines()


def main():
    chance = random.Random(20261127)
    targets = EXAMPLES + [make_target(chance) for _ in range(40000)]
    found = refused = 0
    for target, answer in zip(targets, by_model(sys.argv[1], targets), strict=True):
        theirs = by_django(target)
        ours, _, _ = answer.partition(" ")
        if ours == "!":
            refused += theirs is not None
        elif ours == "-":
            assert theirs is None, f"{target!r}: Django routes it to {theirs}, the model to nothing"
        else:
            assert theirs == ours or (theirs is None and ours in NARROWER), (
                f"{target!r}: the model finds {ours}, Django {theirs}")
            found += theirs == ours
    assert found > 3000 and refused > 100, (found, refused)  # else nothing was compared
    print(f"{len(targets)} targets: {found} routed alike, {refused} refused that Django would route")


main()
