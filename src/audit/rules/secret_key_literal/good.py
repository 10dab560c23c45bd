# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
SECRET_KEY = os.environ["SECRET_KEY"]
