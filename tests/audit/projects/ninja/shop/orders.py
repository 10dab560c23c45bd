# SPDX-License-Identifier: Apache-2.0
from ninja import Router

from .auth import AnyToken, Basic, HeaderKey, QueryKey, Unverified

router = Router()
items = Router(auth=HeaderKey())


@router.get("/")
def list_orders(request):
    return []


@router.post("/")
def create_order(request):
    return {}


@router.get("/{int:order_id}", auth=[QueryKey()])
def get_order(request, order_id: int):
    return {}


@router.delete("/{order_id}/items", auth=Unverified())
def clear(request, order_id: int):
    return {}


@router.put("/{order_id}/note", auth=AnyToken())
def note(request, order_id: int):
    return {}


@items.get("/")
async def list_items(request):
    return []


@items.api_operation(["PUT", "PATCH"], "/{item}", auth=Basic())
def change_item(request, item: int):
    return {}


router.add_router("/items", items)
