# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
SIMPLE_JWT = {"SIGNING_KEY": os.environ["JWT_KEY"], "ALGORITHM": "HS256"}
