# SPDX-License-Identifier: Apache-2.0
from django.urls import include, path
from rest_framework.routers import SimpleRouter

from berths.views import Boats

router = SimpleRouter()
router.register("boats", Boats, basename="boat")
urlpatterns = [path("", include(router.urls))]
