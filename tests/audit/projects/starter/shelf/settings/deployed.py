# SPDX-License-Identifier: Apache-2.0
"""Settings with a line that nobody can follow, and routes that the environment may name."""
import os


class Named(type):
    def __getattr__(cls, name):
        return name.lower()


class Names(metaclass=Named):
    pass


BANNER = Names.WELCOME
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["shelf.example"]
ROOT_URLCONF = os.environ.get("SHELF_ROUTES", "shelf.urls")
INSTALLED_APPS = ["django.contrib.auth", "rest_framework", "desk"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
DEBUG = Names.DEBUG == "yes"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},
}
SPECTACULAR_SETTINGS = {"SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"]}
