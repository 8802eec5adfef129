"""The rules file: everything that can be agreed, and a clear line for everything that cannot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from allforall.plan.errors import TermsError
from allforall.plan.rules import Rules, overridden, read_rules, terms_of
from allforall.plan.terms import Terms, Transport
from allforall.plan.terms_paper import terms_facts, terms_from

LISTS = {"A": ["1", "2", "3"], "B": ["3", "4"]}
TODAY = date(2025, 5, 23)
WHOLE = """
formula = "20:10"
nonces = ["00ff", "0f0f"]
on = 2025-06-02
max_difference = 1
equal_categories = ["civilian"]
unknown_category = "military"
companions = [["1", "A:2"], ["B:3", "4"]]

[[stages]]
people = 12
military = 9
civilian = 3

[[stages]]
people = 8

[transport]
seats_per_vehicle = 5
vehicles_per_stage = 3
vehicles_per_site = 2
stretchers_per_stage = 4
sites = { Kursk = 1 }
to_b = { stretchers_per_stage = 1 }

[priority]
"woman" = 5
"under 30" = 2
"held 18 months" = 3
"conscript" = 1
"""


def terms(text: str, tmp_path: Path) -> Terms:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return terms_of(read_rules(path), LISTS, TODAY)


def test_a_whole_file_of_rules_is_read(tmp_path: Path) -> None:
    found = terms(WHOLE, tmp_path)
    assert found.formula == (20, 10)
    assert [{p.group: (p.to["A"], p.to["B"]) for p in s.places} for s in found.stages] == [
        {"military": (9, 5), "civilian": (3, 1)}, {"military": (8, 4)},
    ]  # fmt: skip
    assert found.seed == "0ff0"
    assert found.on == date(2025, 6, 2)
    assert found.companions == (("A:1", "A:2"), ("B:3", "B:4"))
    assert found.transport == {
        "A": Transport(15, 4, {"Kursk": 5}, 10, 5),
        "B": Transport(15, 1, {"Kursk": 5}, 10, 5),
    }
    assert found.priority == {"woman": 5, "under 30": 2, "held 18 months": 3, "conscript": 1}
    assert (found.max_difference, found.equal_categories, found.unknown_category) == (
        1,
        ("civilian",),
        "military",
    )


def test_terms_come_back_from_the_json_of_a_plan(tmp_path: Path) -> None:
    found = terms(WHOLE, tmp_path)
    assert terms_from(terms_facts(found)) == found


def test_without_a_day_today_counts_and_without_a_table_the_published_one(tmp_path: Path) -> None:
    found = terms('formula = "2:2"', tmp_path)
    assert (found.on, found.priority["woman"], found.seed, found.transport) == (TODAY, 4, "", {})


def test_options_come_before_the_file(tmp_path: Path) -> None:
    rules = overridden(Rules(formula="5:5", seed="file", max_difference=2), seed="said", formula=None)
    assert (rules.formula, rules.seed, rules.max_difference) == ("5:5", "said", 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("formula = 20", "formula: expected a text"),
        ("formul = '2:2'", "'formul' is not a rule .did you mean formula"),
        ("formula = '2:2'\nstages = 3", "stages: expected"),
        ("formula = '2:2'\n[transport]\nvehicles_per_stage = 3", "needs seats_per_vehicle"),
        ("formula = '2:2'\n[transport]\nseats = -1", "expected a whole number from 0"),
        ("formula = '2:2'\n[transport]\nbusses = 1", "'busses' is not a rule"),
        ("formula = '2:2'\n[priority]\n'woman' = 9", "expected a whole number from 0 to 5"),
        ("formula = '2:2'\n[priority]\n'under x' = 1", "'under x' is not a condition"),
        ("formula = '2:2'\n[priority]\n'womn' = 4", "'womn' is not a condition"),
        ("formula = '2:2'\ncompanions = [['1', '9']]", "'9' is on neither list"),
        ("formula = '2:2'\ncompanions = [['1', '4']]", "opposite directions"),
        ("formula = '2:2'\ncompanions = [['3', '1']]", "'3' is on both lists"),
        ("formula = '2:2'\ncompanions = [['1']]", "groups of two or more"),
        ("formula = '2:2'\nseed = 'a'\nnonces = ['00', '11']", "both given"),
        ("formula = '2:2'\nnonces = ['00', '1']", "equally long"),
        ("formula = '2:2'\nnonces = ['zz', '11']", "hexadecimal"),
        ("formula = '2:2'\non = 'May'", "expected a day"),
        ("formula = '2:2'\nunknown_category = 'woman'", "expected military or civilian"),
        ("formula = '2:2'\nmax_difference = -1", "expected a whole number"),
        ("formula = '2:2'\nequal_categories = ['military/civilian']", "one category each"),
        ("formula = '2:2'\n[[stages]]\npeople = true", "is not a number of people"),
        ("formula = '2:2'\n[[stages]]\n", "stage 1 is empty"),
        ("no toml", "is not a TOML file"),
    ],
)
def test_rules_that_make_no_sense_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(TermsError, match=reason):
        terms(text, tmp_path)


def test_a_missing_or_binary_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TermsError, match="cannot be read"):
        read_rules(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TermsError, match="is not a TOML file"):
        read_rules(tmp_path / "binary.toml")
