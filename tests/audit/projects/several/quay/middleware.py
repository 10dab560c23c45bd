# SPDX-License-Identifier: Apache-2.0
"""Guards what lies below /internal/, by a key, and nothing else."""
import hmac

from django.conf import settings
from django.http import JsonResponse


class InternalKey:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/internal/"):
            key = request.headers.get("X-Internal-Key", "")
            if not hmac.compare_digest(key, settings.INTERNAL_KEY):
                return JsonResponse({}, status=403)
        return self.get_response(request)
