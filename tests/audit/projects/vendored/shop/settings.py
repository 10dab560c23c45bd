# SPDX-License-Identifier: Apache-2.0
# Packages that lie in the tree are followed, and not judged.
import json
import os
from dataclasses import dataclass

SECRET_KEY = os.environ["SHOP_KEY"]
ALLOWED_HOSTS = ["shop.example"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["rest_framework", "shop", "thing"]
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31536000
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["other.permissions.Nobody"],
                  "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
                  "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
                  "DEFAULT_THROTTLE_RATES": {"anon": "10/min"}}


@dataclass
class Release:
    version: str
    edition: str = "small"


with open(os.path.join(os.path.dirname(__file__), "release.json")) as file:
    RELEASE = Release(**json.load(file))
