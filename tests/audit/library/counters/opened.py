# SPDX-License-Identifier: Apache-2.0
everything = []


def append(name):
    everything.append(name)
