"""Which Ed25519 public keys are fit to be trusted (section 3).

Under a key of small order several libraries accept one signature for every message, so such a key would let
anyone sign in its owner's name. The arithmetic is that of RFC 8032, sections 5.1.3 and 5.1.4.
"""

from __future__ import annotations

from functools import lru_cache

from allforall.record.errors import Refused

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)  # a square root of -1
_Point = tuple[int, int, int]


@lru_cache(maxsize=4096)
def check_key(key: str, whose: str) -> None:
    """Refuse (`weak-key`) 64 hex digits that are no point of the curve, not canonical, or of small order."""
    point = _decoded(bytes.fromhex(key))
    if point is None:
        raise Refused("weak-key", f"{whose}: {key[:16]}… is no point of the curve in canonical form")
    for _ in range(3):
        point = _doubled(point)
    x, y, z = point
    if x % _P == 0 and (y - z) % _P == 0:
        raise Refused("weak-key", f"{whose}: {key[:16]}… is a point of small order; anyone could sign for it")


def _decoded(data: bytes) -> _Point | None:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    return (_P - x if x & 1 != sign else x, y, 1)


def _doubled(point: _Point) -> _Point:
    """Twice a point of -x^2 + y^2 = 1 + d x^2 y^2, in projective coordinates (x/z, y/z)."""
    x, y, z = point
    xx, yy = x * x % _P, y * y % _P
    both = (x + y) * (x + y) % _P
    difference = (yy - xx) % _P
    rest = (difference - 2 * z * z) % _P
    return (both - xx - yy) * rest % _P, -difference * (xx + yy) % _P, difference * rest % _P
