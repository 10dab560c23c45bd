# SPDX-License-Identifier: Apache-2.0
"""The same site with every hole of the articles' remedies mended: nothing is found."""
import os

SECRET_KEY = os.environ["SECRET_KEY"]
JWT_KEY = os.environ["JWT_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["api.example.com"]
ROOT_URLCONF = "house.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "rest_framework",
                  "rest_framework.authtoken", "gates"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
AUTHENTICATION_BACKENDS = ["gates.backends.BasicAuthBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
if os.environ.get("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SECURE = True
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},
}
