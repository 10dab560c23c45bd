# SPDX-License-Identifier: Apache-2.0
from ninja import NinjaAPI
from ninja.security import django_auth

from shop.auth import Bearer
from shop.orders import router as orders

api = NinjaAPI(auth=Bearer(), docs_url=None)
bare = NinjaAPI(urls_namespace="bare", openapi_url=None)

api.add_router("/orders/", orders)
api.add_router("/stock/", "shop.stock.router")
bare.add_router("stats", "shop.stats.router", auth=django_auth)


@api.get("/me")
def me(request):
    return {"user": request.auth.pk}


@api.post("/login", auth=None)
def login(request, username: str, password: str):  # open; finds: missing-throttle
    return {}


@api.post("/import", auth=None)
def bulk_import(request):  # open; finds: open-endpoint
    return {}


@api.get("/catalogue", auth=None)
def catalogue(request):  # open
    return []


@bare.post("/feed")
def feed(request):  # open; finds: implicit-allow-any
    return {}


@bare.get("/kept", auth=[django_auth, Bearer()])
def kept(request):
    return {}
