"""Reading a formula and stages as people write them: `1000:1000` and `390=270m+120c,307,303`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allforall.people.party import plain, read_category
from allforall.plan.errors import TermsError
from allforall.plan.share import share, share_table
from allforall.plan.terms import ANY, SIDES, Places, Stage

MOST = 10_000_000  # more people than any exchange will ever have
STAGES = 1000
_SHORT = {"m": "military", "c": "civilian", "any": ANY, "anyone": ANY}


@dataclass(frozen=True, slots=True)
class Size:
    """A number of people each way; `b` is None when one number was written."""

    a: int
    b: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenStage:
    """A stage as written: its size, and the sizes of its groups if it names any."""

    size: Size
    parts: tuple[tuple[str, Size], ...] = ()


def read_formula(text: str) -> tuple[int, int]:
    """People to A and people to B from `1000:1000`, `215:56` or `1000`; raises TermsError."""
    found = re.fullmatch(r"\s*(\d[\d _,]*?)\s*(?:(?::|for|-for-|за|на)\s*(\d[\d _,]*?)\s*)?", text)
    if not found:
        raise TermsError(f"formula {text!r}: expected people to A and people to B, such as 1000:1000")
    a, b = (_count(each, "formula") for each in (found[1], found[2] or found[1]))
    if a + b == 0:
        raise TermsError("formula 0:0: nobody would go")
    return a, b


def read_stages(text: str) -> list[WrittenStage]:
    """Stages from `390=270m+120c,307,303`; raises TermsError.

    A stage is a number of people, or `A:B`; its groups follow in `=…` or `(…)`, joined by `+`; `3x100` is
    three stages of 100.
    """
    found: list[WrittenStage] = []
    for item in re.split(r"[,;](?![^(]*\))", text):
        shape = re.fullmatch(
            r"\s*(?:(\d+)\s*[x×х*]\s*)?([\d:\s]+?)\s*(?:=(.*)|\((.*)\))?\s*", item, re.DOTALL
        )
        if not shape:
            raise TermsError(f"stage {item.strip()!r}: expected a number such as 390, or 390=270m+120c")
        times, size, parts = int(shape[1] or 1), read_size(shape[2]), shape[3] or shape[4]
        if not 1 <= times <= STAGES - len(found):
            raise TermsError(f"stage {item.strip()!r}: expected from 1 to {STAGES} stages in all")
        stage = WrittenStage(size, tuple(read_parts(parts)) if parts is not None else ())
        _check_parts(stage, item.strip())
        found += [stage] * times
    return found


def read_size(text: str) -> Size:
    """`390`, or `120:30` for both ways; raises TermsError."""
    found = re.fullmatch(r"\s*(\d+)\s*(?::\s*(\d+)\s*)?", text)
    if not found:
        raise TermsError(
            f"{text.strip()!r} is not a number of people (expected 390, or 120:30 for both ways)"
        )
    return Size(_count(found[1], "stage"), _count(found[2], "stage") if found[2] else None)


def read_parts(text: str) -> list[tuple[str, Size]]:
    """Groups from `270m+120c` or `270 military + 120 civilians`; raises TermsError."""
    found = []
    for part in re.split(r"[+,]", text):
        shape = re.fullmatch(r"\s*([\d:\s]*\d)\s*(\D.*?)\s*", part)
        if not shape:
            raise TermsError(
                f"{part.strip()!r}: expected a number and a category, such as 270m or 120 civilians"
            )
        found.append((read_group(shape[2]), read_size(shape[1])))
    names = [category for name, _ in found for category in name.split("/")]
    if len(set(names)) < len(names) or (ANY in names and len(names) > 1):
        raise TermsError(f"{text.strip()!r}: the groups overlap (each category may stand in one group)")
    return found


def read_group(text: str) -> str:
    """A category, `any`, or categories joined by `/`, in one spelling."""
    names = []
    for word in text.split("/"):
        said = plain(word)
        known = _SHORT.get(said) or read_category(word)
        if not said:
            raise TermsError(f"{text.strip()!r} is not a category (expected military, civilian or any)")
        names.append(str(known) if known else said.replace(" ", "_"))
    return "/".join(sorted(names))


def lay_out_stages(
    formula: tuple[int, int], written: Sequence[WrittenStage], categories: Mapping[str, Size]
) -> tuple[Stage, ...]:
    """The places of every stage each way.

    One number per stage is meant for the side whose formula the stages add up to; the other side's people are
    split in the same proportion by largest remainders. Category totals are split over the stages likewise.
    A stage without groups takes anyone, or soldiers only as soon as any category is named: a civilian
    fills a soldier's place only where the formula says so.
    """
    totals = _both_ways(formula, [each.size for each in written], "the stages")
    if categories:
        return _by_category_totals(formula, written, totals, categories)
    plainly = "military" if any(each.parts for each in written) else ANY
    stages = []
    for number, each in enumerate(written, 1):
        total = {side: totals[side][number - 1] for side in SIDES}
        stages.append(Stage(number, _places(each, total, plainly)))
    return tuple(stages)


def _places(stage: WrittenStage, total: Mapping[str, int], plainly: str) -> tuple[Places, ...]:
    if not stage.parts:
        return (Places(plainly, dict(total)),)
    names = [name for name, _ in stage.parts]
    sizes = [size for _, size in stage.parts]
    if all(size.b is not None for size in sizes):
        to = {"A": [size.a for size in sizes], "B": [size.b or 0 for size in sizes]}
        for side in SIDES:
            if sum(to[side]) != total[side]:
                raise TermsError(
                    f"the groups of a stage add up to {sum(to[side])} to {side}, its size is {total[side]}"
                )
    else:
        to = {side: share(total[side], [size.a for size in sizes]) for side in SIDES}
    return tuple(Places(name, {side: to[side][at] for side in SIDES}) for at, name in enumerate(names))


def _by_category_totals(
    formula: tuple[int, int],
    written: Sequence[WrittenStage],
    totals: Mapping[str, Sequence[int]],
    categories: Mapping[str, Size],
) -> tuple[Stage, ...]:
    if any(each.parts for each in written):
        raise TermsError("categories are given both in the stages and as totals (expected one of them)")
    names = list(categories)
    columns = _both_ways(formula, list(categories.values()), "the categories")
    tables = {side: share_table(totals[side], columns[side]) for side in SIDES}
    return tuple(
        Stage(
            number + 1,
            tuple(
                Places(name, {side: tables[side][number][at] for side in SIDES})
                for at, name in enumerate(names)
            ),
        )
        for number in range(len(written))
    )


def _both_ways(formula: tuple[int, int], sizes: Sequence[Size], what: str) -> dict[str, list[int]]:
    """Numbers each way that add up to the formula."""
    explicit = [size for size in sizes if size.b is not None]
    if explicit and len(explicit) < len(sizes):
        raise TermsError(f"{what}: some are written for both ways and some for one (expected all alike)")
    written = {"A": [size.a for size in sizes], "B": [size.b or 0 for size in explicit]}
    sums = {side: sum(numbers) for side, numbers in written.items()}
    if explicit:
        if (sums["A"], sums["B"]) != formula:
            raise TermsError(
                f"{what} add up to {sums['A']}:{sums['B']}, the formula is {formula[0]}:{formula[1]}"
            )
        return written
    if sums["A"] not in formula:
        raise TermsError(
            f"{what} add up to {sums['A']}, but the formula is {formula[0]}:{formula[1]} "
            f"(expected {' or '.join(str(each) for each in sorted(set(formula)))})"
        )
    if sums["A"] == formula[0]:
        return {"A": written["A"], "B": share(formula[1], written["A"])}
    return {"A": share(formula[0], written["A"]), "B": written["A"]}


def _check_parts(stage: WrittenStage, text: str) -> None:
    total = sum(size.a for _, size in stage.parts)
    if stage.parts and total != stage.size.a:
        raise TermsError(f"stage {text!r}: the groups add up to {total}, the stage is {stage.size.a}")
    if not stage.size.a and not stage.size.b:
        raise TermsError(f"stage {text!r}: nobody would go")


def _count(text: str, what: str) -> int:
    number = int(re.sub(r"[ _,]", "", text))
    if number > MOST:
        raise TermsError(f"{what}: {number} people are more than {MOST}")
    return number
