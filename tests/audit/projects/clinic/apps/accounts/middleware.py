# SPDX-License-Identifier: Apache-2.0
class TenantMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.tenant = request.get_host().split(".")[0]
        return self.get_response(request)
