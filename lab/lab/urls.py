# SPDX-License-Identifier: Apache-2.0
"""All routes of the lab."""
from django.urls import include, path

from jwtcases.login import jwks
from patterns.paths import any_case

urlpatterns = any_case + [
    path("", include("accounts.urls")),
    path("api/", include("shop.urls")),
    path("api/articles/", include("articles.urls")),
    path(".well-known/jwks.json", jwks),
    path("api/jwt/", include("jwtcases.urls")),
    path("forms/", include("jwtcases.form_urls")),
    path("api/near/", include("nearmiss.urls")),
    path("api/", include("catalogue.urls")),
    path("api/", include("patterns.urls")),
]
