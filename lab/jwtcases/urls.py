# SPDX-License-Identifier: Apache-2.0
"""Routes of the token cases: each authenticator guards the same ledger."""
from django.urls import path
from rest_framework.permissions import IsAuthenticated

from patterns.base import Ledger

from . import asymmetric, login, secret, strict, weak


def guarded(authenticator, permission=IsAuthenticated):
    return type("GuardedBy" + authenticator.__name__, (Ledger,), {
        "authentication_classes": [authenticator], "permission_classes": [permission]}).as_view()


def case(name, vulnerable, fixed=strict.Strict):
    return [path(name + "/", guarded(vulnerable)), path(name + "/fixed/", guarded(fixed))]


class ExpiryOptional(strict.Strict):
    """Takes the tokens without exp that its login issues."""
    decoding = dict(strict.Strict.decoding, options=weak.ExpiryNotRequired.decoding["options"])


urlpatterns = [
    *[path("login/%s/" % family, login.Login.as_view(), {"family": family})
      for family in login.FAMILIES],
    # A strong secret.
    *case("signature-unchecked", secret.SignatureUnchecked),
    *case("none", secret.NoneAccepted),
    *case("none-disguised", secret.NoneInDisguise),
    *case("blank-rotation", secret.BlankInRotation, secret.RotationOfTwo),
    *case("kid-path", secret.KidIsPath, secret.KidIsName),
    *case("kid-sql", secret.KidIsSql, secret.KidIsParameter),
    *case("embedded-key", secret.EmbeddedKey, secret.JwkIgnored),
    *case("remote-key", secret.RemoteKey, secret.RemoteKeyListed),
    *case("refresh", secret.AnyType),
    path("near/peek/", guarded(secret.PeekThenVerify)),
    # A guessable secret.
    *case("weak/expired", weak.ExpiredAccepted, weak.Weak),
    *case("weak/no-expiry", weak.ExpiryNotRequired, weak.Weak),
    *case("weak/not-yet", weak.NotYetIgnored, weak.Weak),
    *case("weak/issuer", weak.IssuerUnchecked, weak.Weak),
    *case("weak/audience", weak.AudienceUnchecked, weak.Weak),
    *case("weak/crit", weak.CritIgnored, weak.Weak),
    path("weak/role/", guarded(weak.Weak, weak.StaffByClaim)),
    path("weak/role/fixed/", guarded(weak.Weak, weak.StaffByDatabase)),
    path("weak/scope/", guarded(weak.Weak)),
    path("weak/scope/fixed/", guarded(weak.Weak, weak.Scoped)),
    path("weak/scope/either/", guarded(weak.Weak, weak.EitherScope)),
    path("weak/leeway/", guarded(weak.ShortLeeway)),
    path("weak512/", guarded(weak.Weak512)),
    path("blank/", guarded(weak.Blank)),
    # Key pairs.
    *case("confusion", asymmetric.HmacWithPublicKey, asymmetric.Rs256),
    path("rs1024/", guarded(asymmetric.Rs1024)),
    *case("psychic", asymmetric.Psychic, asymmetric.Es256),
    path("near/ranged/", guarded(asymmetric.PsychicRanged)),
    # What the login issues.
    path("no-expiry/", guarded(ExpiryOptional)),
    path("long-lived/", guarded(strict.Strict)),
]
