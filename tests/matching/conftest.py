"""Small made-up lists and registers, straight from cards, and the answers to them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from types import SimpleNamespace

import numpy as np
import pytest

from allforall.matching.answer import Answer
from allforall.matching.building import build_register
from allforall.matching.keys import Keyed
from allforall.matching.matcher import match
from allforall.matching.register import Register
from allforall.matching.requests import Request, request_of, requests_of
from allforall.people.fields import ALL_FIELDS
from allforall.people.reading import Column, read_list

Card = dict[str, str]
ROOTS = (
    "Бар",
    "Вед",
    "Гон",
    "Дроз",
    "Жур",
    "Кар",
    "Лисен",
    "Мороз",
    "Назар",
    "Онищ",
    "Пет",
    "Рома",
    "Сав",
    "Тим",
    "Хом",
)
ENDINGS = ("енко", "чук", "ський", "ець", "ов", "юк", "ак", "ун")
GIVEN = (
    "Іван",
    "Петро",
    "Олексій",
    "Василь",
    "Андрій",
    "Богдан",
    "Тарас",
    "Роман",
    "Юрій",
    "Степан",
    "Федір",
    "Лев",
)
PLACES = ("Київ", "Харків", "Одеса", "Львів", "Полтава", "Суми", "Херсон", "Чернігів")
RANKS = ("солдат", "старший солдат", "сержант", "старший сержант", "лейтенант")


def strangers(count: int, seed: int = 1) -> list[Card]:
    """Made-up men of 1975-2004, each with every field; the same seed gives the same men."""
    chance = Random(seed)
    return [_stranger(f"s{seed}-{at}", chance) for at in range(count)]


def _stranger(name: str, chance: Random) -> Card:
    father = chance.choice(GIVEN)
    year, month, day = chance.randint(1975, 2004), chance.randint(1, 12), chance.randint(2, 28)
    return {
        "id": name,
        "surname": chance.choice(ROOTS) + chance.choice(ENDINGS),
        "given_name": chance.choice(GIVEN),
        "patronymic": father.rstrip("йьоа") + "ович",
        "birth_date": f"{year}-{month:02}-{day:02}",
        "birth_place": chance.choice(PLACES),
        "sex": "male",
        "rank": chance.choice(RANKS),
        "unit": f"{chance.randint(10, 40)} омбр",
        "service_number": f"{chance.choice('АБВГ')}{chance.randint(100000, 999999)}",
        "captured_on": f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "captured_at": chance.choice(PLACES),
    }


def batch(cards: Sequence[Card]) -> SimpleNamespace:
    """What the reader gives for some cards, nothing cleaned."""
    columns = {}
    for name in ALL_FIELDS:
        cells = [card.get(name, "") for card in cards]
        values = list(dict.fromkeys(cells))
        codes = np.array([values.index(cell) for cell in cells], dtype=np.int32)
        columns[name] = Column(codes, values)
    return SimpleNamespace(columns=columns, rows=np.arange(2, len(cards) + 2))


def register_of(cards: Sequence[Card]) -> Register:
    """An index of some cards, in memory."""
    return build_register("register.csv", "0" * 64, [Keyed.of(batch(cards))])


def answers_of(wanted: Sequence[Card], register: Sequence[Card] | Register) -> list[Answer]:
    """The answers to some cards, straight through, without files."""
    people = register if isinstance(register, Register) else register_of(register)
    return list(match(requests(wanted), people).answers())


def requests(cards: Sequence[Card]) -> list[Request]:
    """Requests for some cards."""
    return [request_of(card, row) for row, card in enumerate(cards, 2)]


@pytest.fixture(scope="session")
def lists() -> SimpleNamespace:
    """The functions of this file, for the tests."""
    return SimpleNamespace(
        strangers=strangers, batch=batch, register_of=register_of, requests=requests, answers_of=answers_of
    )


@pytest.fixture
def answered(tmp_path: Path) -> Callable[[Sequence[Card], Sequence[Card]], list[Answer]]:
    """Answer one list against another as the command does: written to files, read, cleaned, matched."""

    def read(cards: Sequence[Card], name: str):
        path = tmp_path / name
        columns = list(dict.fromkeys(key for card in cards for key in card))
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, columns, restval="")
            writer.writeheader()
            writer.writerows(cards)
        return read_list(path).batches()

    def answer(wanted: Sequence[Card], register: Sequence[Card]) -> list[Answer]:
        people = build_register("register.csv", "", map(Keyed.of, read(register, "register.csv")))
        return list(match(requests_of(read(wanted, "wanted.csv")), people).answers())

    return answer


@pytest.fixture(scope="session")
def crowd() -> list[Card]:
    """Six hundred strangers, so that names and dates have the rarity they have in life."""
    return strangers(600, seed=7)
