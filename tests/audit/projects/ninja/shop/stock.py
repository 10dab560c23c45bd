# SPDX-License-Identifier: Apache-2.0
from ninja import Router

router = Router()
hooks = Router(auth=None)
router.add_router("jobs", hooks)


@router.get("levels")
def levels(request):
    return {}


@hooks.post("/webhook")
def webhook(request):  # open
    return {}


@hooks.delete("/levels")
def clear_levels(request):  # open; finds: open-endpoint
    return {}
