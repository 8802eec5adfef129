"""The rules file and the command's options together: what the parties agreed, as complete terms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from allforall.people.party import read_category
from allforall.plan.agreed import (
    Size,
    WrittenStage,
    lay_out_stages,
    read_formula,
    read_group,
    read_parts,
    read_size,
    read_stages,
)
from allforall.plan.companions import resolved_companions
from allforall.plan.errors import TermsError
from allforall.plan.priority import DEFAULT, check_priority
from allforall.plan.terms import ANY, SIDES, Terms
from allforall.plan.transport_rules import check_names, read_transport


@dataclass(frozen=True)
class Rules:
    """What was written, by the keys of the rules file; None and empty mean that nothing was said."""

    formula: str | None = None
    stages: str | Sequence[Mapping[str, Any]] | None = None
    categories: str | Mapping[str, Any] = ""
    seed: str | None = None
    nonces: Sequence[str] = ()
    on: date | str | None = None
    equal_categories: Sequence[str] = ()
    max_difference: int = 0
    as_many_as_possible: bool = False
    unknown_category: str = ""
    companions: Sequence[Sequence[str]] = ()
    transport: Mapping[str, Any] = field(default_factory=dict)
    priority: Mapping[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The day on which ages count, if one was said; raises TermsError when it is none."""
        return _day(self.on)


def read_rules(path: Path) -> Rules:
    """The rules of a TOML file; raises TermsError for what is no TOML, no rule, or of the wrong kind."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as failed:
        raise TermsError(f"{path}: cannot be read: {(failed.strerror or str(failed)).lower()}") from failed
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failed:
        raise TermsError(f"{path}: is not a TOML file: {failed}") from failed
    check_names(found, [each.name for each in fields(Rules)], f"{path}")
    for name, kind, expected in _KINDS:
        if name in found and not isinstance(found[name], kind):
            raise TermsError(f"{path}: {name}: expected {expected}")
    return Rules(**found)


_KINDS: tuple[tuple[str, Any, str], ...] = (
    ("formula", str, 'a text such as "1000:1000"'),
    ("stages", str | list, 'a text such as "390,307,303", or a list of tables'),
    ("categories", str | dict, 'a text such as "880m+120c", or a table'),
    ("seed", str, "a text"),
    ("nonces", list, "two texts of hexadecimal digits"),
    ("on", str | date, "a day such as 2025-05-23"),
    ("equal_categories", list, "a list of categories"),
    ("max_difference", int, "a whole number"),
    ("as_many_as_possible", bool, "true or false"),
    ("unknown_category", str, "a category"),
    ("companions", list, 'a list of groups such as [["A:12", "A:31"]]'),
    ("transport", dict, "a table"),
    ("priority", dict, "a table"),
)


def terms_of(rules: Rules, lists: Mapping[str, Container[str]], today: date) -> Terms:
    """The complete terms; `lists` are the request ids of both sides, `today` is the day if none was said."""
    if rules.formula is None:
        raise TermsError("no formula: how many people go each way, such as 1000:1000")
    formula = read_formula(rules.formula)
    written = _stages(rules, formula)
    stages = lay_out_stages(formula, written, _categories(rules.categories))
    if type(rules.max_difference) is not int or rules.max_difference < 0:
        raise TermsError(f"max_difference {rules.max_difference!r}: expected a whole number from 0")
    return Terms(
        formula=formula,
        stages=stages,
        transport=read_transport(rules.transport),
        companions=resolved_companions(_groups(rules.companions), lists),
        priority=check_priority(rules.priority or DEFAULT),
        seed=_seed(rules),
        on=rules.day or today,
        unknown_category=_category(rules.unknown_category),
        equal_categories=_equal(rules.equal_categories),
        max_difference=rules.max_difference,
        as_many=rules.as_many_as_possible,
    )


def overridden(rules: Rules, **said: Any) -> Rules:
    """The rules with everything that was said on the command line in their place."""
    return replace(rules, **{name: value for name, value in said.items() if value not in (None, "", False)})


def _stages(rules: Rules, formula: tuple[int, int]) -> list[WrittenStage]:
    if rules.stages is None:
        return [WrittenStage(Size(*formula))]
    if isinstance(rules.stages, str):
        return read_stages(rules.stages)
    return [_stage_table(number, table) for number, table in enumerate(rules.stages, 1)]


def _stage_table(number: int, table: Mapping[str, Any]) -> WrittenStage:
    """`{people = 390, military = 270, civilian = 120}`; numbers, or texts such as "120:30"."""
    if not isinstance(table, Mapping):
        return read_stages(str(table))[0]
    parts = tuple((read_group(name), _size(size)) for name, size in table.items() if name != "people")
    if "people" in table:
        size = _size(table["people"])
    else:
        both = [size.b for _, size in parts if size.b is not None]
        size = Size(sum(size.a for _, size in parts), sum(both) if both else None)
    if not parts and not size.a and not size.b:
        raise TermsError(f"stages: stage {number} is empty")
    return WrittenStage(size, parts)


def _categories(said: str | Mapping[str, Any]) -> dict[str, Size]:
    if isinstance(said, str):
        return dict(read_parts(said)) if said.strip() else {}
    return {read_group(name): _size(size) for name, size in said.items()}


def _size(said: object) -> Size:
    if isinstance(said, bool) or not isinstance(said, int | str):
        raise TermsError(f'{said!r} is not a number of people (expected 390, or "120:30" for both ways)')
    return read_size(str(said))


def _seed(rules: Rules) -> str:
    """The seed as it was said, or both sides' nonces added bit by bit, so that neither chooses it alone."""
    if not rules.nonces:
        return rules.seed or ""
    texts = [str(each).strip().lower() for each in rules.nonces]
    if rules.seed:
        raise TermsError("seed and nonces are both given (expected one of them)")
    if len(texts) != len(SIDES) or len({len(each) for each in texts}) > 1:
        raise TermsError("nonces: expected one of each side, equally long")
    if not all(re.fullmatch(r"[0-9a-f]+", each) for each in texts):
        raise TermsError("nonces: expected hexadecimal digits")
    return f"{int(texts[0], 16) ^ int(texts[1], 16):0{len(texts[0])}x}"


def _day(said: date | str | None) -> date | None:
    if said is None or type(said) is date:
        return said
    try:
        return date.fromisoformat(str(said)[:10])
    except ValueError:
        raise TermsError(f"on {said!r}: expected a day such as 2025-05-23") from None


def _category(said: str) -> str:
    if not said:
        return ""
    known = read_category(said)
    if known not in ("military", "civilian"):
        raise TermsError(f"unknown_category {said!r}: expected military or civilian")
    return str(known)


def _equal(said: Sequence[str]) -> tuple[str, ...]:
    names = tuple(read_group(str(each)) for each in said)
    for name in names:
        if "/" in name or name == ANY:
            raise TermsError(f"equal_categories {name!r}: expected one category each")
    return names


def _groups(said: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    for group in said:
        if isinstance(group, str) or not isinstance(group, Sequence) or len(group) < 2:
            raise TermsError(
                f'companions: expected groups of two or more such as ["A:12", "A:31"], found {group!r}'
            )
    return said
