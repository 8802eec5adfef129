"""Lists of people: committed, opened, shown person by person, erased."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.record import lists
from allforall.record.blobs import Row, row_of
from allforall.record.canonical import canon
from allforall.record.errors import Refused
from tests.contrib import writer

CASE = "ab" * 32
PEOPLE = [{"name": f"Person {number}", "note": "ł" * number} for number in range(7)]
LIST = lists.commit(CASE, "A", PEOPLE, round_to=10)


def opened(**other: object) -> list[bytes | None]:
    given: dict[str, object] = {
        "case": CASE,
        "feed": "A",
        "root": LIST.root,
        "commitments": LIST.commitments,
        "rows": LIST.rows,
        "secrets": LIST.secrets,
        **other,
    }
    return lists.open_list(**given)  # type: ignore[arg-type]


def test_what_was_committed_is_opened_and_dummies_are_nobody() -> None:
    assert opened() == [canon(person) for person in PEOPLE] + [None] * 3


def test_dummies_fill_it_to_a_round_number_and_look_like_rows() -> None:
    assert len(LIST.secrets) == len(LIST.commitments) == len(LIST.rows) == 10
    assert {len(row.content or b"") for row in LIST.rows} == {256 + 16}
    assert len(set(LIST.commitments)) == 10


@pytest.mark.parametrize(("people", "rows"), [(0, 100), (1, 100), (100, 100), (101, 200)])
def test_the_number_of_people_is_hidden(people: int, rows: int) -> None:
    assert len(lists.commit(CASE, "A", [{"name": "x"}] * people).rows) == rows


def test_a_commitment_is_that_of_the_page() -> None:
    secret, record = bytes(range(32)), canon(PEOPLE[0])
    assert lists.commitment(secret, CASE, "A", record) == writer.commitment(secret, CASE, "A", record)


def test_the_same_person_twice_has_two_commitments() -> None:
    twice = lists.commit(CASE, "A", [PEOPLE[0]] * 2, round_to=2)
    assert len(set(twice.commitments)) == len({row.content for row in twice.rows}) == 2


def test_an_erased_person_is_nobody_and_the_root_stays() -> None:
    rows = [Row(None, row.leaf) if at == 2 else row for at, row in enumerate(LIST.rows)]
    secrets = [lists.NOBODY if at == 2 else secret for at, secret in enumerate(LIST.secrets)]
    assert opened(rows=rows, secrets=secrets)[2] is None
    assert opened(rows=rows)[2] is None
    with pytest.raises(Refused, match="erased"):
        lists.open_row(LIST.secrets[2], rows[2], "row 2")


OTHER = lists.sealed_row(LIST.secrets[1], canon({"name": "somebody else"}))
FRAUDS: dict[str, dict[str, object]] = {
    "another case": {"case": "cd" * 32},
    "copied to another feed": {"feed": "B"},
    "another root": {"root": bytes(32)},
    "another person in a row": {"rows": [LIST.rows[0], OTHER, *LIST.rows[2:]]},
    "rows in another order": {"rows": LIST.rows[::-1]},
    "another secret": {"secrets": [bytes(range(32)), *LIST.secrets[1:]]},
    "a row too few": {"rows": LIST.rows[:-1]},
    "a secret too few": {"secrets": LIST.secrets[:-1]},
    "commitments in another order": {"commitments": LIST.commitments[::-1]},
    "a row that is no seal": {"rows": [row_of(b"x"), *LIST.rows[1:]]},
}


@pytest.mark.parametrize("other", FRAUDS.values(), ids=FRAUDS.keys())
def test_another_list_than_was_committed_to_is_found_out(other: dict[str, object]) -> None:
    with pytest.raises(Refused, match="wrong-row"):
        opened(**other)


@pytest.mark.parametrize("padded", [b"\x00\x00\x00\x02{}", b"\xff\xff\xff\xff" + bytes(252), bytes(3), b""])
def test_a_row_that_is_not_filled_up_as_specified(padded: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_padded", lambda _: padded)
    row = lists.sealed_row(bytes(32), b"")
    monkeypatch.undo()
    with pytest.raises(Refused, match="wrong-row"):
        lists.open_row(bytes(32), row, "row 0")


def test_a_record_that_is_not_canonical_is_found_out() -> None:
    with pytest.raises(Refused, match="not-canonical"):
        lists.open_row(bytes(32), lists.sealed_row(bytes(32), b'{"b":"","a":""}'), "row 0")


@given(st.integers(1, 300), st.integers(2, 256))
def test_chunks_make_up_the_whole_and_are_about_equal(rows: int, count: int) -> None:
    secrets = [number.to_bytes(32, "big") for number in range(rows)]
    chunks = [lists.chunk_of(secrets, at, count) for at in range(count)]
    assert [each for chunk in chunks for each in chunk] == secrets
    assert max(map(len, chunks)) - min(map(len, chunks)) <= 1
