# SPDX-License-Identifier: Apache-2.0
"""Found by nobody but auto_discover_controllers."""
from ninja_extra import api_controller, http_get


@api_controller
class MooringController:
    @http_get("/moorings")
    def moorings(self):
        return []

    @http_get("/moorings/plan", auth=None)
    def plan(self):  # open
        return {}
