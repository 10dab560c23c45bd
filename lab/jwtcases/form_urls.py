# SPDX-License-Identifier: Apache-2.0
"""Routes of the other forms, each in a part of the API of its own: what is rare is sent to the first
of each alone."""
from django.urls import path

from . import asymmetric, forms, issuers
from .urls import guarded


def case(name, vulnerable, fixed=forms.JsonToo):
    return [path(name + "/ledger/", guarded(vulnerable)),
            path(name + "-fixed/ledger/", guarded(fixed))]


urlpatterns = [
    *case("two-forms", forms.TwoForms),
    *case("two-payloads", forms.TwoPayloads),
    *case("no-signatures", forms.NoSignatures),
    *case("outvoted", forms.Outvoted),
    *case("two-algorithms", forms.TwoAlgorithms, asymmetric.Rs256),
    *case("nested", forms.Nested, forms.NestedVerified),
    *case("unencoded", forms.Unencoded, asymmetric.Rs256),
    *case("compressed", forms.Compressed, forms.CompressedVerified),
    *case("encrypted", forms.Encrypted, forms.EncryptedSigned),
    *case("encrypted-claims", forms.EncryptedClaims, forms.EncryptedSigned),
    *case("issuer", issuers.AnyIssuer, issuers.ListedIssuers),
    *case("issuer-set", issuers.AnyIssuersSet, issuers.ListedIssuers),
]
