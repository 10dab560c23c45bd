# SPDX-License-Identifier: Apache-2.0
"""Nobody deploys it."""
from .base import *

DEBUG = True
ROOT_URLCONF = "quay.urls_dev"
