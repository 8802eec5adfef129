"""The form of `PLAN.json`: what every value has to be before any rule looks at it."""

from __future__ import annotations

from typing import Any

from allforall.plan.checker.errors import CheckError

WHOLE, COUNT, TEXT, YES_NO = "a whole number", "a whole number from 0", "a text", "true or false"
LARGEST = 10**12


class Maybe:
    """A value that may be null."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape


class Each:
    """An object whose keys are free and whose values are alike."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape


def both(shape: Any) -> dict[str, Any]:
    """The same for each direction."""
    return {"to A": shape, "to B": shape}


_LIMITS = {
    "seats": Maybe(COUNT),
    "stretchers": Maybe(COUNT),
    "any_site_seats": Maybe(COUNT),
    "site_seats": Each(COUNT),
}
_STAGE = {
    "people": WHOLE,
    "places": Each(WHOLE),
    "categories": Each(WHOLE),
    "lying": WHOLE,
    "wounded_or_sick": WHOLE,
}
_CHANGE = {"direction": TEXT, "request_id": TEXT, "stage": WHOLE}
PLAN = {
    "format": TEXT,
    "formula": TEXT,
    "stages": [{"stage": WHOLE, **both(_STAGE)}],
    "people": both(WHOLE),
    "reserves": both(WHOLE),
    "objective": WHOLE,
    "bound": WHOLE,
    "gap": WHOLE,
    "objective_name": TEXT,
    "in_words": [TEXT],
    "objectives": [
        {"name": TEXT, "direction": TEXT, "value": WHOLE, "bound": WHOLE, "gap": WHOLE, "proven": TEXT}
    ],
    "prices": [
        {
            "objective": TEXT,
            "of": TEXT,
            "row": TEXT,
            "direction": TEXT,
            "stages": [WHOLE],
            "name": TEXT,
            "price": TEXT,
        }
    ],
    "seed": TEXT,
    "solver": TEXT,
    "rules": {
        "formula": [COUNT],
        "stages": [{"stage": COUNT, "places": Each(both(COUNT))}],
        "transport": Each(_LIMITS),
        "companions": [[TEXT]],
        "priority": Each(COUNT),
        "seed": TEXT,
        "on": TEXT,
        "unknown_category": TEXT,
        "equal_categories": [TEXT],
        "max_difference": COUNT,
        "as_many": YES_NO,
    },
    "inputs": [{"what": TEXT, "file": TEXT, "sha256": TEXT}],
    "rows_sha256": TEXT,
    "seal": TEXT,
}
REPLANNED = {
    "mends": TEXT,
    "dropped": both([TEXT]),
    "done": [WHOLE],
    "added": [{**_CHANGE, "place": WHOLE}],
    "removed": [_CHANGE],
    "moved": [{**_CHANGE, "place": WHOLE}],
    "touched": WHOLE,
    "bound": WHOLE,
    "by": TEXT,
}


def check_shape(facts: Any) -> None:
    """Raises CheckError naming the first value that is missing or of another kind."""
    _check(facts, PLAN, "")
    if "replanned" in facts:
        _check(facts["replanned"], REPLANNED, "replanned")


def _check(value: Any, shape: Any, where: str) -> None:
    if isinstance(shape, Maybe):
        if value is not None:
            _check(value, shape.shape, where)
    elif isinstance(shape, list):
        _need(isinstance(value, list), where, "a list")
        for at, each in enumerate(value):
            _check(each, shape[0], f"{where}[{at}]")
    elif isinstance(shape, Each | dict):
        _need(isinstance(value, dict), where, "an object")
        keys = shape if isinstance(shape, dict) else dict.fromkeys(value, shape.shape)
        for key, inner in keys.items():
            path = f"{where}.{key}".lstrip(".")
            _need(key in value, path, "a value")
            _check(value[key], inner, path)
    else:
        kind = {WHOLE: int, COUNT: int, TEXT: str, YES_NO: bool}[shape]
        _need(type(value) is kind, where, shape)
        _need(not isinstance(value, int) or abs(value) <= LARGEST, where, shape)
        _need(shape != COUNT or value >= 0, where, shape)


def _need(holds: bool, where: str, expected: str) -> None:
    if not holds:
        raise CheckError(f"PLAN.json: {where or 'the file'}: expected {expected}")
