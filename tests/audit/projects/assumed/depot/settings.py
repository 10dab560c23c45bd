# SPDX-License-Identifier: Apache-2.0
# What the environment may change is told for what the code says when nobody sets it.
import os

from dynaconf import LazySettings
from environ import Env

settings = LazySettings(envvar_prefix="DEPOT")
env = Env()

SECRET_KEY = os.environ["DEPOT_KEY"]
ALLOWED_HOSTS = ["depot.example"]
ROOT_URLCONF = "depot.urls"
INSTALLED_APPS = ["app"]
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31536000
READ_LOGIN = settings.get("READ_LOGIN", False, "@bool")
WRITE_LOGIN = env.bool("WRITE_LOGIN", default=True)
PARTNER_KEY = os.environ.get("PARTNER_KEY")
if settings.get("REMOTE", False):
    AUTHENTICATORS = ["rest_framework.authentication.RemoteUserAuthentication"]
else:
    AUTHENTICATORS = ["rest_framework.authentication.TokenAuthentication"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": AUTHENTICATORS,
    "DEFAULT_PERMISSION_CLASSES": ["app.views.Login"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},
}
