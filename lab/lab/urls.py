# SPDX-License-Identifier: Apache-2.0
"""All routes of the lab."""
from django.urls import include, path

from patterns.paths import any_case

urlpatterns = any_case + [
    path("", include("accounts.urls")),
    path("api/", include("shop.urls")),
    path("api/articles/", include("articles.urls")),
    path("api/near/", include("nearmiss.urls")),
    path("api/", include("patterns.urls")),
]
