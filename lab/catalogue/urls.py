# SPDX-License-Identifier: Apache-2.0
"""One prefix for each group of rules."""
from django.urls import include, path

urlpatterns = [
    path("rights/", include("catalogue.rights")),
    path("accounts/", include("catalogue.accounts")),
    path("claims/", include("catalogue.claims")),
    path("passwords/", include("catalogue.passwords")),
    path("browsers/", include("catalogue.browsers")),
    path("functions/", include("catalogue.functions")),
    path("guesses/", include("catalogue.guesses")),
    path("leaks/", include("catalogue.leaks")),
    path("members/", include("catalogue.members")),
    path("objects/", include("catalogue.objects")),
    path("recoveries/", include("catalogue.recoveries")),
    path("endings/", include("catalogue.sessions")),
    path("steps/", include("catalogue.steps")),
]
