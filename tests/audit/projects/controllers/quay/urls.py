# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from ninja_extra import NinjaExtraAPI
from ninja_jwt.authentication import JWTAuth
from ninja_jwt.controller import NinjaJWTDefaultController

from berths.tides import TideController

api = NinjaExtraAPI(auth=JWTAuth(), docs_url=None, openapi_url=None)
api.register_controllers(NinjaJWTDefaultController, TideController, "berths.logbook.LogbookController")
api.auto_discover_controllers()

inner = NinjaExtraAPI(urls_namespace="inner", docs_url=None, openapi_url=None)
inner.register_controllers(TideController)

urlpatterns = [path("api/", api.urls), path("inner/", inner.urls)]
