"""The hand-kept tables are well formed."""

from __future__ import annotations

import re
from collections import Counter

from allforall.names.given import given_names
from allforall.names.resources import rows
from allforall.names.sound_model import costs, shared_bits
from allforall.names.spelling import mend


def test_every_class_of_given_names_stands_once_and_is_plain() -> None:
    classes = Counter(row["class"] for row in rows("names_given.csv"))
    assert [kind for kind, count in classes.items() if count > 1 or not re.fullmatch("[a-z_]+", kind)] == []
    assert {row["sex"] for row in rows("names_given.csv")} == {"m", "f"}


def test_no_given_name_mixes_letters_of_two_scripts() -> None:
    words = [
        word for row in rows("names_given.csv") for word in f"{row['formal']} {row['diminutive']}".split()
    ]
    assert [word for word in words if mend(word)[1]] == []


def test_the_commonest_names_stay_in_classes_of_their_own() -> None:
    """Two common formal names that share a spelling would make two people one."""
    table = given_names()
    common = ["oleksandr", "oleksii", "mykola", "mykhailo", "dmytro", "danylo", "demian", "yurii", "heorhii"]
    common += ["valerii", "valentyn", "anton", "ivan"]
    shared = [
        (text, kinds)
        for text, manners in table.by_text.items()
        if len(kinds := [kind for kind in common if manners.get(kind) == "formal"]) > 1
    ]
    assert shared == []


def test_the_learned_costs_tell_a_name_from_a_stranger() -> None:
    assert len(costs().pieces) > 30
    assert shared_bits("шекспир", "shakespeare") > 8 > 0 > shared_bits("шекспир", "goethe")
