"""Entries one by one: the order of the checks, every field, and the quick way beside the slow one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.record import entry
from allforall.record.errors import Refused
from tests.contrib import writer
from tests.record.building import agreed_class, class_of, second, second_class_of

CASE = "ab" * 32
BEFORE = "2026-05-16T09:00:00Z"
VALUE = {
    "v": 1,
    "case": CASE,
    "feed": "A",
    "n": 3,
    "t": "2026-05-16T09:30:00Z",
    "kind": "note",
    "body": {"text": "x", "count": 7},
}


def _here(line: bytes) -> None:
    found = entry.scan(CASE, "A", 3, [line])
    if found.first < BEFORE:
        raise Refused("time-backwards", "as a feed would say")


def _there(line: bytes) -> None:
    second.check_place(second.read_entry(line, CASE), "A", 3, BEFORE)


def judged(line: bytes) -> str:
    """The class that both verifiers give a line as the fourth of feed A."""
    return agreed_class(_here, _there, line)


def line(**fields: Any) -> bytes:
    return writer.dumps({**VALUE, **fields})


def test_an_entry_is_taken() -> None:
    found = entry.scan(CASE, "A", 3, [line()])
    assert (found.start, bytes(found.leaves), found.first, found.last) == (
        3,
        writer.leaf(line()),
        VALUE["t"],
        VALUE["t"],
    )
    assert found.notable == []
    assert judged(line()) == "valid"


def test_its_id_names_feed_place_and_leaf() -> None:
    found = entry.entry_of(line(), "here")
    assert found.id == f"A:3:{writer.leaf(line()).hex()}"
    assert entry.split_id(found.id) == ("A", 3, writer.leaf(line()))


@pytest.mark.parametrize(
    "text", ["", "A:3", "A:03:" + "0" * 64, "A:3:" + "0" * 63, "a:3:" + "0" * 64, 7, None]
)
def test_what_is_no_id(text: object) -> None:
    assert entry.split_id(text) is None


def test_notable_are_entries_that_see_name_blobs_or_have_a_rule() -> None:
    seen = line(seen={"B": [1, "00" * 32]})
    ruled = line(kind="plan.propose", n=4)
    found = entry.scan(CASE, "A", 3, [seen, ruled, line(n=5)])
    assert [each.n for each in found.notable] == [3, 4]


BLOB = {"h": "00" * 32, "size": 5, "kind": "sealed", "to": ["B", "M"]}
ROWS = {"h": "00" * 32, "size": 5, "kind": "rows", "rows": 1}
LONG = {"text": "x" * (65_536 - len(line(body={"text": ""})))}

RIGHT: dict[str, dict[str, Any]] = {
    "seen": {"seen": {"B": [1, "00" * 32], "A/2": [2**53 - 1, "ff" * 32]}},
    "a sealed blob": {"blobs": [BLOB]},
    "rows": {"blobs": [ROWS, BLOB]},
    "the longest": {"body": LONG},
    "a long kind": {"kind": "a.b.c." + "d" * 34},
    "the last year": {"t": "9999-12-31T23:59:59Z"},
    "a leap day": {"t": "2028-02-29T00:00:00Z"},
    "nested": {"body": {"a": [{"b": [None, True, -1]}]}},
    "not ASCII": {"body": {"text": "Łódź 🕊"}},
    "a kind that only looks like one with a rule": {"kind": "accept", "body": {}},
}


@pytest.mark.parametrize("fields", RIGHT.values(), ids=RIGHT.keys())
def test_what_an_entry_may_say(fields: dict[str, Any]) -> None:
    assert judged(line(**fields)) == "valid"


BAD: dict[str, dict[str, Any]] = {
    "another version": {"v": 2},
    "a version that is true": {"v": True},
    "a field more": {"more": 1},
    "a case in capitals": {"case": CASE.upper()},
    "a case with a line feed": {"case": CASE + "\n"},
    "a feed that is none": {"feed": "a"},
    "a place below nought": {"n": -1},
    "a place that is text": {"n": "3"},
    "a place that is true": {"n": True},
    "no zone": {"t": "2026-05-16T09:30:00"},
    "another zone": {"t": "2026-05-16T09:30:00+00:00"},
    "fractions of a second": {"t": "2026-05-16T09:30:00.5Z"},
    "a date that is none": {"t": "2026-02-30T09:30:00Z"},
    "no leap year": {"t": "2026-02-29T09:30:00Z"},
    "a leap second": {"t": "2016-12-31T23:59:60Z"},
    "hour 24": {"t": "2026-05-16T24:00:00Z"},
    "year nought": {"t": "0000-01-01T00:00:00Z"},
    "other digits": {"t": "٢٠٢٦-05-16T09:30:00Z"},
    "a time that is a number": {"t": 7},
    "a space in the time": {"t": "2026-05-16 09:30:00Z"},
    "no kind": {"kind": ""},
    "a kind in capitals": {"kind": "Note"},
    "a kind of five words": {"kind": "a.b.c.d.e"},
    "a kind of forty-one letters": {"kind": "a" * 41},
    "a dot at the end": {"kind": "note."},
    "a body that is no object": {"body": []},
    "nothing seen": {"seen": {}},
    "itself seen": {"seen": {"A": [1, "00" * 32]}},
    "seen that is an array": {"seen": []},
    "seen of no feed": {"seen": {"b": [1, "00" * 32]}},
    "nought seen": {"seen": {"B": [0, "00" * 32]}},
    "true seen": {"seen": {"B": [True, "00" * 32]}},
    "a short root seen": {"seen": {"B": [1, "00" * 31]}},
    "a root in capitals seen": {"seen": {"B": [1, "AB" * 32]}},
    "a head of three": {"seen": {"B": [1, "00" * 32, 1]}},
    "no blobs": {"blobs": []},
    "sixty-five blobs": {"blobs": [BLOB] * 65},
    "a blob without recipients": {"blobs": [{**BLOB, "to": []}]},
    "recipients out of order": {"blobs": [{**BLOB, "to": ["M", "B"]}]},
    "a recipient twice": {"blobs": [{**BLOB, "to": ["B", "B"]}]},
    "a recipient that is a device": {"blobs": [{**BLOB, "to": ["B/2"]}]},
    "a blob of another kind": {"blobs": [{**BLOB, "kind": "plain"}]},
    "a blob with a field more": {"blobs": [{**BLOB, "name": "../x"}]},
    "a blob that is too large": {"blobs": [{**BLOB, "size": 67_108_865}]},
    "a blob of a size below nought": {"blobs": [{**BLOB, "size": -1}]},
    "rows with recipients": {"blobs": [{**ROWS, "to": ["B"]}]},
    "no rows": {"blobs": [{**ROWS, "rows": 0}]},
    "a blob that is text": {"blobs": ["x"]},
}


@pytest.mark.parametrize("fields", BAD.values(), ids=BAD.keys())
def test_an_entry_of_another_form(fields: dict[str, Any]) -> None:
    assert judged(line(**fields)) == "bad-entry"


@pytest.mark.parametrize("field", VALUE)
def test_every_field_is_needed(field: str) -> None:
    assert (
        judged(writer.dumps({name: value for name, value in VALUE.items() if name != field})) == "bad-entry"
    )


# In the order of the checks: each entry has this fault and all those below it that it can have.
FAULTS: list[tuple[str, bytes]] = [
    ("too-large", b" " + line(body={"text": "x" * 65_536})),
    ("not-canonical", b" " + line(v=2)),
    ("bad-entry", line(v=2, case="cd" * 32)),
    ("wrong-case", line(case="cd" * 32, feed="B")),
    ("wrong-feed", line(feed="B", n=4)),
    ("wrong-index", line(n=4, t="2025-01-01T00:00:00Z")),
    ("time-backwards", line(t="2025-01-01T00:00:00Z", kind="note")),
    ("bad-body", line(kind="open")),
]


@pytest.mark.parametrize(("kind", "text"), FAULTS, ids=[kind for kind, _ in FAULTS])
def test_the_first_fault_in_the_order_of_the_page_counts(kind: str, text: bytes) -> None:
    assert judged(text) == kind


def test_time_does_not_go_back_from_one_line_to_the_next() -> None:
    lines = [line(), line(n=4, t="2026-05-16T09:29:59Z")]
    assert class_of(entry.scan, CASE, "A", 3, lines) == "time-backwards"


def test_what_would_be_no_entry_is_not_written() -> None:
    with pytest.raises(Refused, match="bad-entry"):
        entry.write(CASE, "A", 3, "noon", "note", {}, {}, [])
    with pytest.raises(Refused, match="too-large"):
        entry.write(CASE, "A", 3, VALUE["t"], "note", {"text": "x" * 65_536}, {}, [])


def test_one_entry_by_itself_may_be_too_long() -> None:
    with pytest.raises(Refused, match="too-large"):
        entry.entry_of(b" " * 65_537, "here")


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.floats() | st.just([])
FIELDS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "v": SCALARS,
        "n": st.integers(0, 4) | SCALARS,
        "t": st.sampled_from([VALUE["t"], "2026-13-01T00:00:00Z"]) | SCALARS,
        "kind": st.sampled_from(["note", "open", "plan.accept", "plan.commit", "x"]) | SCALARS,
        "body": st.dictionaries(st.sampled_from(["of", "round", "a", "é"]), SCALARS, max_size=2),
        "seen": st.dictionaries(st.sampled_from("ABb"), st.tuples(SCALARS, st.just("00" * 32)), max_size=2),
    },
)


@settings(max_examples=150)
@given(FIELDS, st.data())
def test_both_ways_and_both_verifiers_agree_on_anything(fields: dict[str, Any], data: st.DataObject) -> None:
    text = bytearray(json.dumps({**VALUE, **fields}, sort_keys=True, separators=(",", ":")).encode())
    if data.draw(st.booleans()):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(
            st.sampled_from(b'{}[]":,-09.e\\ \x7f\xc3')
        )
    slow: Callable[[], object] = lambda: entry._notable(entry._slow(bytes(text), CASE, "A", 3), b"")  # noqa: E731
    quick = class_of(entry.scan, CASE, "A", 3, [bytes(text)])
    assert quick == second_class_of(
        lambda: second.check_place(second.read_entry(bytes(text), CASE), "A", 3, "")
    )
    assert quick == class_of(slow)
