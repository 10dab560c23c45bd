# SPDX-License-Identifier: Apache-2.0
import os

SECRET_KEY = os.environ["SECRET_KEY"]
ROOT_URLCONF = "desk.urls"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["desk.tokens.Shown"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
}
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
