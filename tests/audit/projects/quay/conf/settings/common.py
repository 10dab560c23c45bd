# SPDX-License-Identifier: Apache-2.0
import os

from configurations import Configuration, values


class RestMixin:
    REST_FRAMEWORK = {
        "DEFAULT_AUTHENTICATION_CLASSES": ["berths.authentication.TokenAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
        "DEFAULT_THROTTLE_RATES": {"anon": "20/min"},
    }


class Common(RestMixin, Configuration):
    SECRET_KEY = values.SecretValue()
    ROOT_URLCONF = "conf.urls"
    DEBUG = values.BooleanValue(False)
    ALLOWED_HOSTS = values.ListValue([])
    INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sessions", "rest_framework", "berths"]
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware",
                  "django.contrib.sessions.middleware.SessionMiddleware"]
    AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
    JWT_KEY = os.environ["JWT_KEY"]
