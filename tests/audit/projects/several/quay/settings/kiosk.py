# SPDX-License-Identifier: Apache-2.0
"""Routes of its own, and fewer guards."""
from .base import *

ROOT_URLCONF = "quay.urls_kiosk"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
}
SESSION_COOKIE_SECURE = False  # finds: insecure-cookie-setting
