# SPDX-License-Identifier: Apache-2.0
from .common import Common


class Local(Common):
    DEBUG = True
    ALLOWED_HOSTS = ["*"]
