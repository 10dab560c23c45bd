# SPDX-License-Identifier: Apache-2.0
"""Routes that nobody lists: what registers itself when the program starts is routed."""
