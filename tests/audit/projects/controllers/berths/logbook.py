# SPDX-License-Identifier: Apache-2.0
from ninja_extra import api_controller, http_delete, http_generic, http_patch, http_post, permissions


class ReadsOnly:
    def pages(self):
        return []


@api_controller("/logbook", auth=None, permissions=[permissions.IsAuthenticatedOrReadOnly], auto_import=False)
class LogbookController(ReadsOnly):
    @http_generic("/pages", methods=["GET", "POST"])
    def both(self, request):  # open GET
        return self.pages()

    @http_patch("/pages/{page_id}")
    def amend(self, request, page_id: int):
        return {"id": page_id}

    @http_delete("/pages/{page_id}", permissions=[permissions.IsAdminUser & ~permissions.AllowAny])
    def tear_out(self, request, page_id: int):
        return None

    @http_post("/foreign", permissions=[~permissions.IsAuthenticated])
    def strangers(self, request):  # open
        return {}
