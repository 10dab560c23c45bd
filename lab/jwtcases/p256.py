# SPDX-License-Identifier: Apache-2.0
"""ECDSA on P-256 by the textbook, and with the mistake that made signatures psychic: r = s = 0 leads
to the point at infinity, whose x counts as 0 here, and 0 equals r. LAB ONLY."""

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
INFINITY = None


def add(a, b):
    if a is INFINITY or b is INFINITY:
        return b if a is INFINITY else a
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return INFINITY
    if a == b:
        slope = 3 * (a[0] * a[0] - 1) * pow(2 * a[1], -1, P)  # the curve's a is -3
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def multiply(factor, point):
    result = INFINITY
    while factor:
        if factor & 1:
            result = add(result, point)
        point, factor = add(point, point), factor >> 1
    return result


def verify_without_range_check(public, digest, r, s):
    inverse = pow(s, N - 2, N)  # 0 for s = 0, instead of an error
    point = add(multiply(digest * inverse % N, G), multiply(r * inverse % N, public))
    return (0 if point is INFINITY else point[0] % N) == r % N


def in_range(raw):
    """Both halves of a signature lie between 1 and the order of the curve."""
    return all(0 < int.from_bytes(half, "big") < N for half in (raw[:32], raw[32:]))
