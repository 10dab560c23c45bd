# SPDX-License-Identifier: Apache-2.0
from .base import *  # noqa: F403

REST_FRAMEWORK.update({
    "DEFAULT_PERMISSION_CLASSES": ("loans.permissions.IsReader",),
})
REST_FRAMEWORK["DEFAULT_THROTTLE_CLASSES"] = ["rest_framework.throttling.UserRateThrottle"]
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {"user": "10/s"}
try:
    from .local import *  # noqa: F403
except ImportError:
    pass
