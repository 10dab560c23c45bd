# SPDX-License-Identifier: Apache-2.0
"""Tokens checked by hand, guards in odd places, and what looks like them and is sound."""
import os

SECRET_KEY = os.environ["SECRET_KEY"]
JWT_KEY = os.environ["JWT_KEY"]
JWT_PUBLIC_KEY = os.environ["JWT_PUBLIC_KEY"]
SYNC_TOKEN = os.environ["SYNC_TOKEN"]
HOOK_SECRET = os.environ["HOOK_SECRET"]
ROOT_URLCONF = "harbor.urls"
ALLOWED_HOSTS = ["harbor.example"]
INSTALLED_APPS = ["django.contrib.auth", "rest_framework", "cargo"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware",
              "django.contrib.sessions.middleware.SessionMiddleware",
              "cargo.middleware.NamedStrangers"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},
}
