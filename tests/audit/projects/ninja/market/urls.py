# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from market.api import api, bare

urlpatterns = [path("api/", api.urls), path("bare/", bare.urls)]
