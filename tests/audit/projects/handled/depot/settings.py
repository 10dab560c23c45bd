# SPDX-License-Identifier: Apache-2.0
"""Errors of tokens are answered in one place, for all views."""
import os

SECRET_KEY = os.environ["SECRET_KEY"]
TICKET_KEY = os.environ["TICKET_KEY"]
ROOT_URLCONF = "depot.urls"
ALLOWED_HOSTS = ["depot.example"]
INSTALLED_APPS = ["django.contrib.auth", "rest_framework", "desk"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},
    "EXCEPTION_HANDLER": "desk.errors.handler",
}
