# SPDX-License-Identifier: Apache-2.0
"""Nothing stands here: what is deployed is one of the modules beside it."""
