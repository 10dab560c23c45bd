# SPDX-License-Identifier: Apache-2.0
import os

SECRET_KEY = os.environ["SECRET_KEY"]
ROOT_URLCONF = "quay.urls"
DEBUG = os.environ.get("DEBUG") == "1"
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "quay.middleware.InternalKey"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
}
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
