# SPDX-License-Identifier: Apache-2.0
"""One prefix for each group of cases."""
from django.urls import include, path

GROUPS = ("anonymous", "anytoken", "undeclared", "confusion", "placement", "methods", "paths",
          "trusted", "hidden", "writes", "crash")

urlpatterns = [path(group + "/", include("patterns." + group)) for group in GROUPS]
