# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from .views import Everybody

urlpatterns = [path("all/", Everybody.as_view(permission_classes=[]))]
