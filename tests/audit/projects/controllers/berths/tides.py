# SPDX-License-Identifier: Apache-2.0
"""Nothing said: the API's authenticators for one, nobody's for the other."""
from ninja_extra import ControllerBase, api_controller, http_get, permissions, route


class IsHarbourMaster(permissions.BasePermission):
    def has_permission(self, request, controller):
        return bool(request.user and request.user.is_staff)


@api_controller("/tides", auto_import=False)
class TideController(ControllerBase):
    @http_get("/by-key/{int:number}", permissions=[IsHarbourMaster | permissions.IsAuthenticated])
    def by_role(self, number: int):
        return {"number": number}

    @route.get("/everyone", auth=None, permissions=[permissions.AllowAny])
    def everyone(self):  # open
        return []

    @route.put("/falls-back", auth=None, permissions=[])
    def falls_back(self, request):  # open
        return {}
