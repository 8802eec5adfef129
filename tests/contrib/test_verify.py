"""The second verifier: records made by hand, right, and broken one rule at a time."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import random
import re
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


w: Any = load("record_writer", Path(__file__).parent / "writer.py")
verify: Any = load("contrib_verify", ROOT / "contrib" / "verify.py")

Bytes = Callable[[], bytes]
CASES: list[tuple[str, str, Callable[[], Any]]] = []  # class, name, what makes a broken file
SMALL_ORDER = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"


def breaks(kind: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Note a function that makes a record, a bundle or a proof with this one fault."""

    def note(make: Callable[[], Any]) -> Callable[[], Any]:
        CASES.append((kind, make.__name__, make))
        return make

    return note


def verdict(made: Any) -> Any:
    """The verdict on a record in the making, on a bundle, or on a proof as a dictionary."""
    if isinstance(made, dict):
        return verify.verify_proof(w.dumps(made))
    return verify.verify_bundle(made if isinstance(made, bytes) else made.bundle())


def small() -> Any:
    """A, B and M have opened, and everybody has seen everybody."""
    record = w.Record()
    record.see("A", "B", "M")
    record.see("B", "A", "M")
    record.see("M", "A", "B")
    return record


def agreed() -> Any:
    """A proposes, B accepts, A confirms."""
    record = w.Record()
    of = record["A"].add("plan.propose", {"text": "all for all"})
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())
    return record


def committed() -> tuple[Any, str, str]:
    """A and B have committed in round 0 and have seen it of each other; gives their commits."""
    record = w.Record()
    commits = [record[name].add("list.commit", {"round": 0, "rows": 4, "root": "00" * 32}) for name in "AB"]
    record["M"].add("ack", seen={**record["A"].seen(), **record["B"].seen()})
    seen = record["A"].seen()
    record["A"].add("ack", seen=record["B"].seen())
    record["B"].add("ack", seen=seen)
    return record, *commits


def world(**other: Any) -> Any:
    """A record under a genesis with some fields replaced."""
    return w.Record({**w.genesis(), **other}, feeds=())


def member(**other: Any) -> Any:
    return world(members=[{**w.member("A"), **other}, w.member("B")])


def extra(kind: str, body: Any = None, **other: Any) -> Any:
    """A record in which A writes one entry more."""
    record = w.Record()
    record["A"].add(kind, body, **other)
    return record


def headed(note: Callable[[Any], str]) -> Any:
    """A record whose head of A is another text."""
    record = w.Record()
    record["A"].bend_header = lambda header: header.update(heads=[note(record["A"])])
    return record


def titled(**other: Any) -> Any:
    """A record whose header of A has other fields."""
    record = w.Record()
    record["A"].bend_header = lambda header: header.update(other)
    return record


def fork(name: str = "B") -> tuple[Any, Any, Any]:
    """A record, and two feeds of B that part after the first entry: one shorter than the other."""
    record = w.Record()
    one, two = w.Feed(name, record.case, [w.Key(name)]), w.Feed(name, record.case, [w.Key(name)])
    for feed, words in ((one, ("ack", "so")), (two, ("ack", "otherwise", "more", "more"))):
        feed.add("open")
        for word in words:
            feed.add(word)
    return record, one, two


# --- right records ---


def test_a_small_record_is_valid_and_complete() -> None:
    found = verdict(small())
    assert found.verdict == "valid"
    assert found.feeds.keys() == {"A", "B", "M"}
    assert found.feeds["A"]["size"] == 2
    assert "A 2 entries, B 2 entries" in found.about


def test_a_record_with_everything_in_it_is_valid() -> None:
    """Rotation, further devices, revocation, all rules of order, and blobs."""
    record = agreed()
    record["A"].rotate("A new", "A newer")
    record["A"].rotate("A newest")
    record.enrol("A/2").add("ack", seen=record["B"].seen())
    record.revoke("A", "A/2", 1)
    a, b = record["A"], record["B"]
    record.see("B", "A")
    record.see("A", "B")
    blobs = [record.blob("rows", w.rows(b"one", b"two", b"")), record.blob("sealed", b"keys")]
    first = a.add("list.commit", {"round": 1, "rows": 3, "root": "ab" * 32}, blobs=blobs)
    second = b.add("list.commit", {"round": 1, "rows": 3, "root": "cd" * 32}, seen=a.seen())
    a.add("list.chunk", {"of": first, "i": 0, "k": 2}, seen=b.seen())
    b.add("list.chunk", {"of": second, "i": 0, "k": 2}, seen=a.seen())
    a.add("list.chunk", {"of": first, "i": 1, "k": 2}, seen=b.seen())
    b.add("list.reveal", {"of": second}, seen=a.seen())
    record["M"].add("list.release", {"of": [first, second]}, seen={**a.seen(), **b.seen()})
    a.add("erase", {"of": first, "row": 1, "ground": "he asked"})
    a.add("key.seal", {"seal": {"x25519": "00" * 32, "mlkem768": "00" * 1184}})
    found = verdict(record)
    assert found.about.startswith("case ")
    assert found.verdict == "valid"


def test_an_erased_row_leaves_the_record_valid() -> None:
    record = w.Record()
    whole = w.rows(b"one", b"two")
    said = record.blob("rows", whole)
    record["A"].add("list.rows", blobs=[said])
    erased = w.rows(b"one") + b"\xff\xff\xff\xff" + w.leaf(b"two")
    record.blobs = [b"\1" + bytes.fromhex(said["h"]) + erased]
    assert verdict(record).verdict == "valid"


def test_an_absent_blob_does_not_matter() -> None:
    record = w.Record()
    record["A"].add("plan.text", blobs=[record.blob("sealed", b"keys")])
    record.blobs = []
    assert verdict(record).verdict == "valid"


def test_a_witness_may_sign_a_head_too() -> None:
    def witnessed(feed: Any) -> str:
        return (
            str(feed.head()) + "— witness.example/w " + base64.b64encode(b"anything at all").decode() + "\n"
        )

    assert verdict(headed(witnessed)).verdict == "valid"


def test_what_is_void_is_carried() -> None:
    record = w.Record()
    record.enrol("A/2").add("plan.propose")
    record.revoke("A", "A/2", 1)
    assert verdict(record).verdict == "valid"


def test_a_forked_feed_excuses_those_who_saw_the_other_branch() -> None:
    record, one, two = fork()
    record.feeds["B"] = one
    record["A"].add("ack", seen=two.seen())
    record["A"].add("plan.accept", {"of": f"B:3:{'00' * 32}"})
    record.evidence = [w.dumps(w.evidence(one, two))]
    assert verdict(record).verdict == "fork"


@pytest.mark.parametrize("sizes", [(1, 2), (2, 3), (3, 5), (4, 7), (5, 8), (6, 11), (8, 8), (3, 3)])
def test_a_fork_is_shown_at_any_two_sizes(sizes: tuple[int, int]) -> None:
    record = w.Record(feeds=())
    feeds = [w.Feed("A", record.case, [w.Key("A")]) for _ in sizes]
    for feed, size in zip(feeds, sizes, strict=True):
        for _ in range(size):
            feed.add("ack" if feed is feeds[0] else "other")
    record.evidence = [w.dumps(w.evidence(*feeds))]
    assert verdict(record).verdict == "fork"
    feeds[0].lines = feeds[1].lines[: sizes[0]]
    record.evidence = [w.dumps(w.evidence(*feeds))]
    assert verdict(record).verdict == "bad-evidence", "no fork, for one is the start of the other"


def test_a_fork_of_a_further_device_is_shown_with_its_chain() -> None:
    record, one, two = fork("A/2")
    opening = record.enrol("A/2").lines[0]
    one.lines[0] = two.lines[0] = opening
    del record.feeds["A/2"]
    record.evidence = [w.dumps(w.evidence(one, two, chain=[w.link(one, 0, 3)]))]
    assert verdict(record).verdict == "fork"
    record.evidence = [w.dumps(w.evidence(one, two))]
    assert verdict(record).verdict == "bad-evidence", "nothing shows whose keys they are"


# --- the container ---


def end_to_end() -> bytes:
    return bytes(small().bundle())


@breaks("bad-magic")
def another_magic() -> bytes:
    return b"allforall bundle 2\n" + end_to_end()[19:]


@breaks("bad-magic")
def nothing_at_all() -> bytes:
    return b""


@breaks("truncated")
def last_byte_missing() -> bytes:
    return end_to_end()[:-1]


@breaks("truncated")
def no_end() -> bytes:
    return bytes(w.MAGIC + w.section(w.GENESIS, small().genesis))


@breaks("truncated")
def stored_longer_than_the_file() -> bytes:
    return bytes(w.MAGIC) + b"\x01" + (5).to_bytes(8, "big") + b"\xff" * 8


@breaks("bad-section")
def unknown_type() -> bytes:
    return bytes(w.container([*small().sections(), (6, b"")]))


@breaks("bad-section")
def no_genesis_first() -> bytes:
    return bytes(w.container(small().sections()[1:]))


@breaks("bad-section")
def entries_without_header() -> bytes:
    return bytes(w.container([(w.GENESIS, small().genesis), (w.ENTRIES, b"")]))


@breaks("bad-section")
def something_after_the_end() -> bytes:
    return end_to_end() + b"\0"


@breaks("bad-section")
def content_longer_than_stated() -> bytes:
    record = w.Record()
    return bytes(w.finished(w.MAGIC + w.section(w.GENESIS, record.genesis, length=len(record.genesis) - 1)))


@breaks("bad-section")
def content_shorter_than_stated() -> bytes:
    record = w.Record()
    return bytes(w.finished(w.MAGIC + w.section(w.GENESIS, record.genesis, length=len(record.genesis) + 1)))


@breaks("bad-section")
def two_streams_in_a_section() -> bytes:
    genesis = w.Record().genesis
    return bytes(
        w.finished(w.MAGIC + w.section(1, genesis, stored=zlib.compress(genesis) + zlib.compress(b"")))
    )


@breaks("bad-section")
def no_stream_in_a_section() -> bytes:
    return bytes(w.finished(w.MAGIC + w.section(w.GENESIS, b"{}", stored=b"{}")))


@breaks("too-large")
def content_above_the_limit() -> bytes:
    return bytes(w.finished(w.MAGIC + w.section(w.GENESIS, b"{}", length=67_108_898)))


@breaks("too-large")
def header_above_the_limit() -> bytes:
    start = w.MAGIC + w.section(w.GENESIS, w.Record().genesis)
    return bytes(w.finished(start + w.section(w.HEADER, b"{}", length=(1 << 20) + 1)))


@breaks("too-large")
def too_many_sections() -> bytes:
    record = w.Record()
    empty = w.section(w.ENTRIES, b"")
    start = w.MAGIC + w.section(w.GENESIS, record.genesis) + w.section(w.HEADER, b"{}")
    return bytes(w.finished(start + empty * 100_000))


@breaks("damaged")
def another_digest() -> bytes:
    bundle = w.MAGIC + b"".join(w.section(*each) for each in small().sections())
    return bytes(bundle + w.section(w.END, bytes(32)))


@breaks("bad-section")
def end_of_another_length() -> bytes:
    bundle = w.MAGIC + b"".join(w.section(*each) for each in small().sections())
    return bytes(bundle + w.section(w.END, bytes(31)))


@breaks("too-large")
def evidence_above_the_limit() -> bytes:
    start = w.MAGIC + w.section(w.GENESIS, w.Record().genesis)
    return bytes(w.finished(start + w.section(w.EVIDENCE, b"{}", length=verify.MAX_CONTENT + 1)))


# --- genesis ---


@breaks("bad-genesis")
def one_party_only() -> Any:
    return world(members=[w.member("A"), w.member("B", "mediator")])


@breaks("bad-genesis")
def a_key_stands_twice() -> Any:
    return member(root=[w.Key("B").hex])


@breaks("bad-genesis")
def members_out_of_order() -> Any:
    return world(members=[w.member("B"), w.member("A")])


@breaks("bad-genesis")
def an_unknown_role() -> Any:
    return world(members=[w.member("A"), w.member("B"), w.member("C", "king")])


@breaks("bad-genesis")
def an_id_in_small_letters() -> Any:
    return world(members=[w.member("A"), w.member("B"), w.member("c")])


@breaks("bad-genesis")
def a_threshold_above_the_keys() -> Any:
    return member(threshold=2)


@breaks("bad-genesis")
def true_is_no_threshold() -> Any:
    return member(root_threshold=True)


@breaks("bad-genesis")
def a_field_too_many() -> Any:
    return world(more=1)


@breaks("bad-genesis")
def a_title_too_long() -> Any:
    return world(title="x" * 201)


@breaks("bad-genesis")
def a_short_nonce() -> Any:
    return world(nonce="5a")


@breaks("bad-genesis")
def one_member_only() -> Any:
    return world(members=[w.member("A")])


@breaks("bad-genesis")
def longer_than_allowed() -> Any:
    return world(rules={"x": "x" * 65_536})


@breaks("weak-key")
def a_key_of_small_order() -> Any:
    return member(sign=[SMALL_ORDER])


@breaks("weak-key")
def a_key_with_y_above_the_field() -> Any:
    return member(sign=[(2**255 - 19 + 3).to_bytes(32, "little").hex()])


@breaks("weak-key")
def a_key_off_the_curve() -> Any:
    return member(sign=[(2).to_bytes(32, "little").hex()])


@breaks("not-canonical")
def genesis_with_a_space() -> bytes:
    return bytes(w.container([(w.GENESIS, w.Record().genesis.replace(b":", b": ", 1))]))


# --- feed headers ---


@breaks("bad-section")
def feeds_out_of_order() -> bytes:
    record = w.Record()
    return bytes(w.container([(w.GENESIS, record.genesis), *record["B"].sections(), *record["A"].sections()]))


@breaks("bad-section")
def header_with_another_field() -> Any:
    return titled(more=1)


@breaks("bad-section")
def header_with_a_frontier_at_the_start() -> Any:
    return titled(frontier=["00" * 32])


@breaks("bad-section")
def fewer_entries_than_stated() -> Any:
    return titled(to=2)


@breaks("bad-section")
def header_without_heads() -> Any:
    return titled(heads=[])


@pytest.mark.parametrize(
    "other",
    [
        {"feed": "A/1"},
        {"to": "1"},
        {"to": 0},
        {"from": 2},
        {"from": 1, "frontier": ["00"]},
        {"heads": {}},
        {"heads": [1]},
    ],
)
def test_a_feed_header_of_another_form(other: Any) -> None:
    assert verdict(titled(**other)).verdict == "bad-section"


@breaks("not-canonical")
def header_not_canonical() -> bytes:
    record = w.Record()
    return bytes(w.container([(w.GENESIS, record.genesis), (w.HEADER, b'{"feed" :"A"}')]))


@breaks("wrong-feed")
def feed_of_a_stranger() -> Any:
    return w.Record(feeds=("A", "B", "X"))


@breaks("incomplete")
def feed_without_its_start() -> Any:
    return titled(**{"from": 1, "frontier": ["00" * 32]})


@breaks("bad-section")
def last_entry_without_line_end() -> bytes:
    record = w.Record()
    sections = record.sections()
    return bytes(w.container([(kind, data[:-1] if kind == w.ENTRIES else data) for kind, data in sections]))


@breaks("bad-section")
def half_an_entry_after_the_last() -> bytes:
    record = w.Record()
    sections = [(kind, data + b"{" if kind == w.ENTRIES else data) for kind, data in record.sections()]
    return bytes(w.container(sections))


# --- entries ---


@breaks("too-large")
def entry_above_the_limit() -> Any:
    return extra("ack", {"x": "x" * 65_536})


@breaks("bad-section")
def entries_that_do_not_begin_where_they_are_due() -> bytes:
    record = w.Record()
    header = record["A"].sections()[0]
    return bytes(
        w.container([(w.GENESIS, record.genesis), header, (w.ENTRIES, w.entries(record["A"].lines, first=1))])
    )


@breaks("bad-section")
def entries_that_are_no_whole_lines() -> bytes:
    record = w.Record()
    header = record["A"].sections()[0]
    return bytes(w.container([(w.GENESIS, record.genesis), header, (w.ENTRIES, bytes(8) + b"{}")]))


@breaks("bad-rotation")
def too_many_rotations() -> Any:
    record = w.Record()
    for number in range(257):
        record["A"].add("key.rotate", {"sign": [w.Key(str(number)).hex], "threshold": 1})
    return record


def test_millions_of_empty_lines_are_not_held() -> None:
    record = w.Record(feeds=("A",))
    genesis, header, _ = record.sections()
    bundle = w.container([genesis, header, (w.ENTRIES, w.entries([b""] * (8 << 20)))])
    tracemalloc.start()
    assert verify.verify_bundle(bundle).verdict == "not-canonical"
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8 << 20


@breaks("too-large")
def endless_line() -> bytes:
    record = w.Record()
    header = record["A"].sections()[0]
    return bytes(
        w.container([(w.GENESIS, record.genesis), header, (w.ENTRIES, w.entries([b"x" * 1_000_000]))])
    )


@pytest.mark.parametrize(
    "part",
    [
        '{"a": 1}',
        '{"b":1,"a":1}',
        '{"a":1,"a":1}',
        '{"a":1.0}',
        '{"a":1e2}',
        '{"a":-0}',
        '{"a":9007199254740992}',
        '{"a":NaN}',
        '{"a":"\\u0041"}',
        '{"a":"\\/"}',
        '{"a":"\\ud800"}',
        '{"a":"\\u001F"}',
        '{"é":1}',
        '{"\x7f":1}',
        '{"a":1}\r',
        "[]",
        "1",
        "",
        '{"a":' * 16 + "[]" + "}" * 16,
        '{"a":' * 100_000,
        "9" * 10_000,
    ],
)
def test_json_that_is_not_canonical(part: str) -> None:
    record = w.Record()
    record["A"].add_line(part.encode())
    found = verdict(record).verdict
    assert found == ("too-large" if len(part) > 65_536 else "not-canonical")


def test_bytes_that_are_no_text() -> None:
    record = w.Record()
    record["A"].add_line(b'{"a":"\xff"}')
    assert verdict(record).verdict == "not-canonical"


@pytest.mark.parametrize(
    "body",
    [
        {"a": ['\b\t\n\f\r"\\/\x00\x1f\x7f\u2028é𐍈', None, True, -(2**53) + 1]},
        json.loads('{"a":' * 15 + "{}" + "}" * 15)["a"],
    ],
)
def test_json_that_is_canonical(body: Any) -> None:
    assert verdict(extra("note", body)).verdict == "valid"


@pytest.mark.parametrize(
    "other",
    [
        {"v": 2},
        {"v": True},
        {"case": "x"},
        {"feed": "A/1"},
        {"feed": "a"},
        {"n": -1},
        {"t": "2026-02-29T00:00:00Z"},
        {"t": "2026-01-01T24:00:00Z"},
        {"t": "2026-01-01T00:00:60Z"},
        {"t": "0000-01-01T00:00:00Z"},
        {"t": "2026-01-01 00:00:00Z"},
        {"kind": "Ack"},
        {"kind": "a.b.c.d.e"},
        {"kind": "a" * 41},
        {"body": []},
        {"seen": {}},
        {"seen": {"A": [1, "00" * 32]}},
        {"seen": {"B": [0, "00" * 32]}},
        {"seen": {"B": [1, "00"]}},
        {"seen": {"b": [1, "00" * 32]}},
        {"blobs": []},
        {"blobs": [{"h": "00" * 32, "size": 1, "kind": "sealed"}]},
        {"blobs": [{"h": "00" * 32, "size": 1, "kind": "sealed", "to": ["B", "A"]}]},
        {"blobs": [{"h": "00" * 32, "size": 1, "kind": "rows", "to": ["B"], "rows": 1}]},
        {"blobs": [{"h": "00" * 32, "size": 67_108_865, "kind": "rows", "rows": 1}]},
        {"blobs": [{"h": "00", "size": 1, "kind": "rows", "rows": 1}]},
        {"blobs": [{"h": "00" * 32, "size": 1, "kind": "rows", "rows": 1, "name": "x"}]},
        {"seen": {"B": [1, "00" * 32, 0]}},
        {"seen": {"B": {"0": 1, "1": "00" * 32}}},
        {"blobs": [{"h": "00" * 32, "size": 1, "kind": "sealed", "to": ["A"], "rows": 1}]},
        {"blobs": [{"h": "00" * 32, "size": 1, "kind": "sealed", "to": []}]},
        {"blobs": [{"h": "00" * 32, "size": 1, "kind": "sealed", "to": ["a"]}]},
        {"blobs": [{"h": "00" * 32, "size": 1, "kind": "other", "to": ["A"]}]},
        {"more": 1},
    ],
)
def test_an_entry_of_another_form(other: Any) -> None:
    record = w.Record()
    record["A"].add_line(w.dumps({**record["A"].entry("ack"), **other}))
    assert verdict(record).verdict == "bad-entry"


@breaks("bad-entry")
def entry_without_time() -> Any:
    record = w.Record()
    value = record["A"].entry("ack")
    del value["t"]
    record["A"].add_line(w.dumps(value))
    return record


@breaks("wrong-case")
def entry_of_another_case() -> Any:
    return extra("ack", case="00" * 32)


@breaks("wrong-feed")
def entry_of_another_feed() -> Any:
    return extra("ack", feed="B")


@breaks("wrong-index")
def entry_of_another_place() -> Any:
    return extra("ack", n=2)


@breaks("time-backwards")
def entry_earlier_than_the_one_before() -> Any:
    return extra("ack", t="2026-02-28T23:59:59Z")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("open", {}),
        ("key.rotate", {"sign": [], "threshold": 1}),
        ("key.rotate", {"sign": ["00" * 32], "threshold": 2}),
        ("key.revoke", {}),
        ("key.revoke", {"revoke": {"case": "00" * 32, "feed": "A/2", "size": -1}, "roots": []}),
        ("key.seal", {"seal": {"x25519": "00"}}),
        ("erase", {"of": "A:0", "row": 0, "ground": ""}),
        ("key.seal", {"seal": {"x25519": "00" * 32, "mlkem768": "00" * 32}}),
        ("erase", {"of": f"A:0:{'00' * 32}", "row": -1, "ground": ""}),
        ("erase", {"of": f"A:0:{'00' * 32}", "row": 0, "ground": 1}),
        ("plan.propose", {"replaces": 1}),
        ("plan.accept", {}),
        ("plan.confirm", {"of": f"A:00:{'00' * 32}"}),
        ("plan.commit", {"round": -1}),
        ("plan.reveal", {"of": []}),
        ("plan.chunk", {"of": f"A:0:{'00' * 32}", "i": 2, "k": 2}),
        ("plan.chunk", {"of": f"A:0:{'00' * 32}", "i": 0, "k": 257}),
        ("plan.release", {"of": f"A:0:{'00' * 32}"}),
        ("list.commit", {"round": 0}),
    ],
)
def test_a_body_of_another_form(kind: str, body: Any) -> None:
    assert verdict(extra(kind, body)).verdict == "bad-body"


@pytest.mark.parametrize(
    "change",
    [
        {"case": "00"},
        {"feed": "A/1"},
        {"sign": []},
        {"sign": ["00"]},
        {"threshold": 2},
        {"more": 1},
        {"sign": ["01" * 32] * 2},
    ],
)
def test_an_enrolment_of_another_form(change: Any) -> None:
    record = w.Record()
    record.enrol("A/2", **change)
    assert verdict(record).verdict == "bad-body"


@pytest.mark.parametrize("change", [{"case": "00"}, {"feed": "A/1"}, {"size": "1"}, {"more": 1}])
def test_a_revocation_of_another_form(change: Any) -> None:
    record = w.Record()
    record["A"].add("ack")
    statement = {"case": record.case, "feed": "A/2", "size": 1, **change}
    record["A"].add("key.revoke", {"revoke": statement, "roots": []})
    assert verdict(record).verdict == "bad-body"


@pytest.mark.parametrize(
    "roots", [{}, [{}], [{"key": "00", "sig": "00" * 64}], [{"key": "00" * 32, "sig": "00" * 63}], [1]]
)
def test_root_signatures_of_another_form(roots: Any) -> None:
    record = w.Record()
    revoke = {"case": record.case, "feed": "A/2", "size": 1}
    record["A"].add("key.revoke", {"revoke": revoke, "roots": roots})
    assert verdict(record).verdict == "bad-body"
    record = w.Record()
    record.feed("A/2").add("open", {"enrol": record.enrolment("A/2"), "roots": roots})
    assert verdict(record).verdict == "bad-body"


@breaks("bad-body")
def first_entry_is_no_open() -> Any:
    record = w.Record(feeds=("B",))
    record.feed("A").add("ack")
    return record


@breaks("bad-body")
def a_first_device_enrols_itself() -> Any:
    record = w.Record(feeds=("B",))
    record.feed("A").add("open", {"enrol": record.enrolment("A"), "roots": []})
    return record


@breaks("bad-body")
def a_further_device_with_a_bad_seal_key() -> Any:
    record = w.Record()
    record.feed("A/2").add("open", {"enrol": record.enrolment("A/2"), "roots": [], "seal": {}})
    return record


# --- checkpoints ---


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + "\n",
        lambda text: text.replace("\n1\n", "\n01\n"),
        lambda text: text.replace("\n1\n", "\n0\n"),
        lambda text: text.replace("\n1\n", "\n9007199254740992\n"),
        lambda text: text.replace("=\n\n", "=\nmore\n\n"),
        lambda text: text.replace("— ", "- "),
        lambda text: text.replace("=\n\n", "\n\n"),
        lambda text: text[: text.index("—")],
        lambda text: text + "— x\u2003y AAAAAAAA\n",
        lambda text: text + "— x+y AAAAAAAA\n",
        lambda text: text + "— x AAAA!AAA\n",
        lambda text: text + "— x ÄAAAAAAA\n",
        lambda text: text + "— x AAAAAAAB=\n",
        lambda text: text + "— x AAAAAAAA\n" * 48,
        lambda text: text + "— x " + "A" * 16_384 + "\n",
        lambda text: text + "— x\x01 AAAAAAAA\n",
    ],
)
def test_a_note_of_another_form(change: Callable[[str], str]) -> None:
    assert verdict(headed(lambda feed: change(feed.head()))).verdict == "bad-checkpoint"


@breaks("wrong-origin")
def head_of_another_feed() -> Any:
    return headed(lambda feed: w.note(feed.origin[:-1] + "B", 1, w.root(feed.leaves()), feed.signers))


@breaks("bad-signature")
def head_signed_by_a_stranger() -> Any:
    return headed(lambda feed: feed.head(signers=[w.Key("stranger")]))


def signature_bent(feed: Any, bend: Callable[[bytes], bytes]) -> str:
    text, coded = feed.head().rsplit(" ", 1)
    data = base64.b64decode(coded)
    return f"{text} {base64.b64encode(data[:4] + bend(data[4:])).decode()}\n"


@breaks("bad-signature")
def wrong_signature_beside_a_right_one() -> Any:
    def note(feed: Any) -> str:
        return str(feed.head()) + signature_bent(feed, lambda _: bytes(64)).split("\n\n")[1]

    return headed(note)


@breaks("bad-signature")
def signature_with_s_above_the_order() -> Any:
    order = 2**252 + 27742317777372353535851937790883648493

    def bend(signature: bytes) -> bytes:
        s = int.from_bytes(signature[32:], "little") + order
        return signature[:32] + s.to_bytes(32, "little")

    return headed(lambda feed: signature_bent(feed, bend))


@breaks("bad-signature")
def one_of_two_signatures_twice() -> Any:
    two = {"sign": [w.Key("A").hex, w.Key("A'").hex], "threshold": 2}
    record = w.Record({**w.genesis(), "members": [{**w.member("A"), **two}, w.member("B")]}, feeds=("A", "B"))
    record["A"].signers = [w.Key("A"), w.Key("A")]
    return record


@breaks("wrong-root")
def head_over_other_entries() -> Any:
    return headed(lambda feed: w.note(feed.origin, 1, bytes(32), feed.signers))


@breaks("wrong-root")
def head_of_a_size_beyond_the_entries() -> Any:
    return headed(lambda feed: w.note(feed.origin, 2, w.root(feed.leaves()), feed.signers))


@breaks("bad-section")
def rotation_checkpoint_only() -> Any:
    record = w.Record()
    record["A"].rotate("A new")
    record["A"].add("ack")
    record["A"].bend_header = lambda header: header.update(heads=header["heads"][:1])
    return record


@breaks("bad-section")
def head_that_is_of_no_rotation() -> Any:
    record = small()
    record["A"].bend_header = lambda header: header.update(heads=[record["A"].head(1), *header["heads"]])
    return record


# --- keys in force ---


@breaks("bad-enrolment")
def enrolled_by_a_stranger() -> Any:
    record = w.Record()
    record.enrol("A/2", [w.Key("B root")])
    return record


@breaks("bad-body")
def enrolled_by_nobody() -> Any:
    record = w.Record()
    record.enrol("A/2", [])
    return record


@breaks("bad-enrolment")
def enrolled_for_another_feed() -> Any:
    record = w.Record()
    record.enrol("A/2", feed="A/3")
    return record


@breaks("weak-key")
def enrolled_with_a_weak_key() -> Any:
    record = w.Record()
    record.enrol("A/2", sign=[SMALL_ORDER])
    return record


@breaks("weak-key")
def rotated_to_a_weak_key() -> Any:
    return extra("key.rotate", {"sign": [SMALL_ORDER], "threshold": 1})


@breaks("bad-rotation")
def rotation_checkpoint_missing() -> Any:
    record = w.Record()
    record["A"].rotate("A new")
    record["A"].rotations = {}
    record["A"].add("ack")
    return record


@breaks("bad-signature")
def rotation_without_the_keys_before() -> Any:
    record = w.Record()
    record["A"].rotate("A new")
    record["A"].rotations = {2: [w.Key("A new")]}
    return record


@breaks("bad-signature")
def rotation_without_the_new_keys() -> Any:
    record = w.Record()
    record["A"].rotate("A new")
    record["A"].rotations = {2: [w.Key("A")]}
    return record


@breaks("bad-signature")
def old_keys_after_a_rotation() -> Any:
    record = w.Record()
    record["A"].rotate("A new")
    record["A"].add("ack")
    record["A"].signers = [w.Key("A")]
    return record


@breaks("bad-revocation")
def revoked_by_a_stranger() -> Any:
    record = w.Record()
    record.revoke("A", "A/2", 1, [w.Key("B root")])
    return record


@breaks("bad-revocation")
def revoked_a_feed_of_another() -> Any:
    record = w.Record()
    record.revoke("A", "B", 1)
    return record


@breaks("bad-revocation")
def revoked_itself() -> Any:
    record = w.Record()
    record.revoke("A", "A", 1)
    return record


@breaks("bad-revocation")
def revoked_in_another_case() -> Any:
    record = w.Record()
    record.revoke("A", "A/2", 1, case="00" * 32)
    return record


# --- order ---


@breaks("seen-backwards")
def seen_less_than_before() -> Any:
    record = w.Record()
    record["A"].add("ack", seen=record["B"].seen())
    record["A"].add("ack", seen=record["B"].seen())
    return record


@breaks("stale")
def seen_more_than_is_here() -> Any:
    return extra("ack", seen={"B": [2, "00" * 32]})


@breaks("stale")
def seen_a_feed_that_is_not_here() -> Any:
    return extra("ack", seen={"B/2": [1, "00" * 32]})


@breaks("seen-unbacked")
def seen_another_root() -> Any:
    return extra("ack", seen={"B": [1, "00" * 32]})


@breaks("bad-reference")
def accept_of_what_it_has_not_seen() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["B"].add("plan.accept", {"of": of})
    return record


@breaks("not-allowed")
def accept_of_its_own_proposal() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["A"].add("plan.accept", {"of": of})
    return record


@breaks("bad-reference")
def accept_in_a_feed_that_is_not_here() -> Any:
    return extra("plan.accept", {"of": f"B/2:1:{'00' * 32}"})


@breaks("bad-reference")
def accept_under_another_prefix() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["B"].add("terms.accept", {"of": of}, seen=record["A"].seen())
    return record


@breaks("bad-reference")
def accept_of_another_leaf() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["B"].add("plan.accept", {"of": of[:-64] + "00" * 32}, seen=record["A"].seen())
    return record


@breaks("bad-reference")
def accept_of_what_is_void() -> Any:
    record = w.Record()
    of = record.enrol("A/2").add("plan.propose")
    record.revoke("A", "A/2", 1)
    record["B"].add("plan.accept", {"of": of}, seen={**record["A"].seen(), **record["A/2"].seen()})
    return record


def test_a_revocation_not_known_yet_does_not_matter() -> None:
    record = w.Record()
    of = record.enrol("A/2").add("plan.propose")
    record["B"].add("plan.accept", {"of": of}, seen=record["A/2"].seen())
    record.revoke("A", "A/2", 1)
    assert verdict(record).verdict == "valid"


@breaks("not-allowed")
def replaces_a_proposal_of_another() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["B"].add("plan.propose", {"replaces": of}, seen=record["A"].seen())
    return record


@breaks("not-allowed")
def erases_a_row_of_another() -> Any:
    record, commit, _ = committed()
    record["B"].add("erase", {"of": commit, "row": 0, "ground": "none"})
    return record


@breaks("not-allowed")
def a_mediator_accepts() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["M"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    return record


@breaks("not-allowed")
def a_mediator_commits() -> Any:
    record = w.Record()
    record["M"].add("plan.commit", {"round": 0})
    return record


@breaks("not-allowed")
def a_party_releases() -> Any:
    return extra("list.release", {"of": []})


@breaks("confirm-too-early")
def confirm_before_the_accept_is_known() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of})
    return record


@breaks("confirm-too-early")
def confirm_of_what_is_replaced() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.propose", {"replaces": of})
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())
    return record


@breaks("confirm-too-early")
def confirm_upon_an_accept_that_is_void() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record.enrol("B/2").add("plan.accept", {"of": of}, seen=record["A"].seen())
    record.revoke("B", "B/2", 1)
    record["A"].add("plan.confirm", {"of": of}, seen={**record["B"].seen(), **record["B/2"].seen()})
    return record


@breaks("reveal-too-early")
def reveal_before_the_other_has_committed() -> Any:
    record = w.Record()
    of = record["A"].add("plan.commit", {"round": 0})
    record["B"].add("plan.commit", {"round": 1})
    record["A"].add("plan.reveal", {"of": of}, seen=record["B"].seen())
    return record


@breaks("chunk-too-early")
def chunk_before_the_other_has_committed() -> Any:
    record = w.Record()
    of = record["A"].add("plan.commit", {"round": 0})
    record["A"].add("plan.chunk", {"of": of, "i": 0, "k": 2})
    return record


@breaks("chunk-too-early")
def chunk_without_its_own_before() -> Any:
    record, of, other = committed()
    record["B"].add("list.chunk", {"of": other, "i": 0, "k": 2})
    record["A"].add("list.chunk", {"of": of, "i": 1, "k": 2}, seen=record["B"].seen())
    return record


@breaks("chunk-too-early")
def chunk_before_the_other_has_given_his() -> Any:
    record, of, _ = committed()
    record["A"].add("list.chunk", {"of": of, "i": 0, "k": 2})
    record["A"].add("list.chunk", {"of": of, "i": 1, "k": 2})
    return record


@breaks("release-too-early")
def release_with_one_commit_only() -> Any:
    record, of, _ = committed()
    record["M"].add("list.release", {"of": [of]})
    return record


@breaks("release-too-early")
def release_of_two_rounds() -> Any:
    record = w.Record()
    commits = [record[name].add("plan.commit", {"round": number}) for number, name in enumerate("AB")]
    record["M"].add("plan.release", {"of": commits}, seen={**record["A"].seen(), **record["B"].seen()})
    return record


def test_what_depends_on_an_excused_reference_is_not_judged() -> None:
    """A's other branch held the commit that his further device reveals."""
    record, one, two = fork("A")
    record.feeds["A"] = one
    record.enrol("A/2").add("plan.chunk", {"of": f"A:1:{'00' * 32}", "i": 1, "k": 2})
    record["A/2"].add("plan.reveal", {"of": f"A:1:{'00' * 32}"})
    record.evidence = [w.dumps(w.evidence(one, two))]
    assert verdict(record).verdict == "fork"


@breaks("bad-reference")
def replaces_what_is_replaced() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose")
    record["A"].add("plan.propose", {"replaces": of})
    record["A"].add("plan.propose", {"replaces": of})
    return record


@breaks("not-allowed")
def commits_twice_in_a_round() -> Any:
    record = w.Record()
    record["A"].add("plan.commit", {"round": 0})
    record.enrol("A/2").add("plan.commit", {"round": 0}, seen=record["A"].seen())
    return record


def test_a_commit_that_is_void_may_be_made_again() -> None:
    record = w.Record()
    record.enrol("A/2").add("plan.commit", {"round": 0})
    record.revoke("A", "A/2", 1)
    record["A"].add("plan.commit", {"round": 0}, seen=record["A/2"].seen())
    assert verdict(record).verdict == "valid"


@breaks("reveal-too-early")
def reveal_upon_two_commits_of_the_other() -> Any:
    """On two devices that did not know of each other."""
    record, of, _ = committed()
    record.enrol("B/2").add("list.commit", {"round": 0, "rows": 4, "root": "11" * 32})
    record["A"].add("list.reveal", {"of": of}, seen=record["B/2"].seen())
    return record


@breaks("reveal-too-early")
def reveal_of_a_commit_made_after_the_other_had_opened() -> Any:
    """The second device commits once the other party's list can be read."""
    record, _, other = committed()
    record["B"].add("list.reveal", {"of": other})
    late = record.enrol("A/2").add("list.commit", {"round": 0, "rows": 4, "root": "11" * 32})
    record["A/2"].add("list.reveal", {"of": late}, seen=record["B"].seen())
    return record


@breaks("chunk-too-early")
def chunk_of_a_commit_made_after_the_other_had_opened() -> Any:
    record, _, other = committed()
    record["B"].add("list.chunk", {"of": other, "i": 0, "k": 2})
    late = record.enrol("A/2").add("list.commit", {"round": 0, "rows": 4, "root": "11" * 32})
    record["A/2"].add("list.chunk", {"of": late, "i": 0, "k": 2}, seen=record["B"].seen())
    return record


@breaks("chunk-too-early")
def chunk_among_another_number_of_chunks() -> Any:
    record, of, other = committed()
    record["B"].add("list.chunk", {"of": other, "i": 0, "k": 3})
    record["A"].add("list.chunk", {"of": of, "i": 0, "k": 2})
    record["A"].add("list.chunk", {"of": of, "i": 1, "k": 2}, seen=record["B"].seen())
    return record


# --- evidence and blobs ---


@breaks("fork")
def two_heads_of_one_size() -> Any:
    record, one, two = fork()
    two.lines = two.lines[:3]
    record.evidence = [w.dumps(w.evidence(one, two))]
    return record


@breaks("fork")
def evidence_only() -> bytes:
    record, one, two = fork()
    return bytes(w.container([(w.GENESIS, record.genesis), (w.EVIDENCE, w.dumps(w.evidence(one, two)))]))


def accuse(**other: Any) -> Any:
    record, one, two = fork()
    record.evidence = [w.dumps(w.evidence(one, two, **other))]
    return record


@breaks("wrong-case")
def evidence_in_another_case() -> Any:
    return accuse(case="00" * 32)


@pytest.mark.parametrize(
    "field",
    [("v", 2), ("feed", 1), ("first", 1), ("second", None), ("proof", {}), ("proof", [1]), ("chain", 1)],
)
def test_evidence_of_another_form(field: tuple[str, Any]) -> None:
    record, one, two = fork()
    record.evidence = [w.dumps({**w.evidence(one, two), field[0]: field[1]})]
    assert verdict(record).verdict == "bad-evidence"


@breaks("wrong-feed")
def evidence_against_a_stranger() -> Any:
    return accuse(feed="X")


@breaks("bad-evidence")
def evidence_with_a_proof_too_long() -> Any:
    return accuse(proof=["00" * 32] * 9)


@breaks("bad-evidence")
def evidence_with_the_longer_first() -> Any:
    record, one, two = fork()
    record.evidence = [w.dumps({**w.evidence(one, two), "first": two.head(), "second": one.head()})]
    return record


@breaks("bad-evidence")
def evidence_signed_by_a_stranger() -> Any:
    record, one, two = fork()
    record.evidence = [w.dumps({**w.evidence(one, two), "first": one.head(signers=[w.Key("A")])})]
    return record


@breaks("not-canonical")
def evidence_not_canonical() -> Any:
    record, one, two = fork()
    record.evidence = [w.dumps(w.evidence(one, two)) + b"\n"]
    return record


@breaks("bad-section")
def evidence_twice() -> Any:
    record, one, two = fork()
    record.evidence = [w.dumps(w.evidence(one, two))] * 2
    return record


@breaks("unknown-blob")
def blob_nobody_names() -> Any:
    record = w.Record()
    record.blob("sealed", b"keys")
    return record


@breaks("unknown-blob")
def blob_of_another_size() -> Any:
    record = w.Record()
    said = record.blob("sealed", b"keys")
    record["A"].add("plan.text", blobs=[{**said, "size": 5}])
    return record


@breaks("unknown-blob")
def blob_of_another_kind() -> Any:
    record = w.Record()
    said = record.blob("sealed", b"keys")
    record["A"].add("plan.text", blobs=[{"h": said["h"], "size": 4, "kind": "rows", "rows": 1}])
    return record


@breaks("wrong-blob")
def sealed_blob_of_another_name() -> Any:
    record = w.Record()
    record["A"].add("plan.text", blobs=[record.blob("sealed", b"keys", bytes(32))])
    return record


@breaks("wrong-blob")
def rows_of_another_name() -> Any:
    record = w.Record()
    record["A"].add("list.rows", blobs=[record.blob("rows", w.rows(b"one"), bytes(32))])
    return record


@breaks("wrong-blob")
def rows_cut_short() -> Any:
    record = w.Record()
    said = record.blob("rows", w.rows(b"one"))
    record["A"].add("list.rows", blobs=[{**said, "size": 6}])
    record.blobs[0] = record.blobs[0][:-1]
    return record


@breaks("bad-section")
def blob_without_name() -> Any:
    record = w.Record()
    record.blobs = [b"\0"]
    return record


@breaks("bad-section")
def blob_of_a_third_kind() -> Any:
    record = w.Record()
    record.blobs = [b"\2" + bytes(32)]
    return record


@breaks("bad-section")
def blob_twice() -> Any:
    record = w.Record()
    record["A"].add("plan.text", blobs=[record.blob("sealed", b"keys")])
    record.blobs *= 2
    return record


@breaks("unknown-blob")
def rows_of_another_size_with_none_erased() -> Any:
    record = w.Record()
    record["A"].add("list.rows", blobs=[{**record.blob("rows", w.rows(b"one")), "size": 8}])
    return record


# --- proofs ---


def listed(**person: Any) -> Any:
    """A proof of a list of four, the third of whom is disclosed."""
    record = w.Record()
    people = [w.dumps({"name": name}) for name in ("Aleksy", "Bohdan", "Vasyl", "Hnat")]
    secrets = [hashlib.sha256(bytes([number])).digest() for number in range(4)]
    leaves = [
        w.leaf(w.commitment(secret, record.case, "A", each))
        for secret, each in zip(secrets, people, strict=True)
    ]
    record["A"].add("ack")
    record["A"].add("list.commit", {"round": 0, "rows": 4, "root": w.root(leaves).hex()})
    disclosed = {
        "index": 2,
        "path": w.hexes(w.path(2, leaves)),
        "record": people[2].decode(),
        "secret": secrets[2].hex(),
        **person,
    }
    return w.proof(record, record["A"], 2, person=disclosed)


def proven(**other: Any) -> Any:
    record = small()
    return w.proof(record, record["A"], 1, **other)


def rotated() -> Any:
    """A further device that has rotated twice."""
    record = w.Record()
    feed = record.enrol("A/2")
    feed.rotate("one")
    feed.add("ack")
    feed.rotate("two", "three")
    feed.add("ack")
    return record


def chain(feed: Any) -> list[Any]:
    return [w.link(feed, 0, 1), w.link(feed, 1, 2), w.link(feed, 3, 4)]


def test_a_proof_is_valid() -> None:
    assert verdict(proven()).verdict == "valid"


def test_a_person_of_a_list_is_disclosed() -> None:
    found = verdict(listed())
    assert found.verdict == "valid"
    assert "Vasyl" not in found.about


def test_a_proof_from_a_further_device_shows_the_roster() -> None:
    record = rotated()
    feed = record["A/2"]
    assert verdict(record).verdict == "valid"
    assert verdict(w.proof(record, feed, 2, chain=chain(feed))).verdict == "valid"


@breaks("not-canonical")
def proof_not_canonical() -> Any:
    return {**proven(), "v": 1.5}


@breaks("bad-proof")
def proof_without_genesis() -> Any:
    value = proven()
    del value["genesis"]
    return value


@breaks("bad-proof")
def proof_of_another_version() -> Any:
    return proven(v=2)


@breaks("bad-proof")
def tlog_proof_of_another_form() -> Any:
    return {**proven(), "proof": proven()["proof"].replace("@v1", "@v2")}


@breaks("bad-proof")
def chain_without_enrolment() -> Any:
    record = rotated()
    return w.proof(record, record["A/2"], 2, chain=chain(record["A/2"])[1:])


@breaks("bad-proof")
def chain_out_of_order() -> Any:
    record = rotated()
    return w.proof(record, record["A/2"], 2, chain=chain(record["A/2"])[::-1])


@breaks("bad-proof")
def chain_with_a_rotation_nobody_before_signed() -> Any:
    record = rotated()
    links = chain(record["A/2"])
    links[1] = w.link(record["A/2"], 1, 2, [w.Key("one")])
    return w.proof(record, record["A/2"], 2, chain=links)


def with_links(change: Callable[[list[Any]], Any]) -> Any:
    record = rotated()
    links = chain(record["A/2"])
    change(links)
    return w.proof(record, record["A/2"], 2, chain=links)


@breaks("bad-proof")
def chain_with_a_link_too_many_fields() -> Any:
    return with_links(lambda links: links[0].update(more=1))


@breaks("bad-proof")
def chain_with_a_link_twice() -> Any:
    return with_links(lambda links: links.insert(1, links[1]))


@breaks("bad-proof")
def chain_with_a_rotation_under_a_later_head() -> Any:
    feed = rotated()["A/2"]
    return with_links(lambda links: links.__setitem__(1, w.link(feed, 1, 3)))


@breaks("bad-proof")
def chain_with_an_entry_not_under_its_head() -> Any:
    return with_links(lambda links: links[1].update(path=["00" * 32]))


@breaks("wrong-feed")
def proof_of_a_stranger() -> Any:
    record = w.Record(feeds=("A", "X"))
    return w.proof(record, record["X"], 0)


@breaks("too-large")
def proof_above_the_limit() -> Any:
    return proven(person="x" * verify.MAX_PROOF)


@breaks("bad-body")
def proof_of_an_entry_with_a_bad_body() -> Any:
    record = extra("plan.accept", {})
    return w.proof(record, record["A"], 1)


@breaks("wrong-origin")
def proof_under_the_head_of_another() -> Any:
    record = small()
    tlog = w.tlog_proof(record["A"], 1).partition("\n\n")[0] + "\n\n" + record["B"].head()
    return w.proof(record, record["A"], 1, proof=tlog)


@breaks("bad-signature")
def chain_without_the_last_rotation() -> Any:
    record = rotated()
    return w.proof(record, record["A/2"], 2, chain=chain(record["A/2"])[:-1])


@breaks("bad-genesis")
def proof_with_a_bad_genesis() -> Any:
    return proven(genesis="{}")


@breaks("wrong-case")
def proof_with_another_genesis() -> Any:
    return proven(genesis=w.dumps({**w.genesis(), "title": "another"}).decode())


@breaks("wrong-index")
def proof_of_another_index() -> Any:
    return {**proven(), "proof": proven()["proof"].replace("index 1", "index 0")}


@breaks("bad-checkpoint")
def proof_without_checkpoint() -> Any:
    return {**proven(), "proof": proven()["proof"].split("\n\n")[0] + "\n\n"}


@breaks("wrong-root")
def proof_of_another_entry() -> Any:
    record = small()
    return w.proof(record, record["A"], 1, entry=w.dumps(record["A"].entry("ack", n=1)).decode())


@breaks("wrong-root")
def proof_with_a_path_too_long() -> Any:
    head, _, note = proven()["proof"].partition("\n\n")
    more = base64.b64encode(bytes(32)).decode()
    return {**proven(), "proof": f"{head}\n{more}\n\n{note}"}


@breaks("bad-disclosure")
def person_with_another_secret() -> Any:
    return listed(secret="00" * 32)


@breaks("bad-disclosure")
def person_with_another_record() -> Any:
    return listed(record='{"name":"Borys"}')


@breaks("bad-disclosure")
def person_with_a_record_not_canonical() -> Any:
    return listed(record='{"name": "Vasyl"}')


@breaks("bad-disclosure")
def person_with_a_number() -> Any:
    return listed(record='{"age":40}')


@breaks("bad-disclosure")
def person_at_another_place() -> Any:
    return listed(index=3)


@breaks("bad-disclosure")
def person_beyond_the_list() -> Any:
    return listed(index=4)


@breaks("bad-disclosure")
def person_of_no_list() -> Any:
    return proven(person=listed()["person"])


@breaks("bad-proof")
def person_without_secret() -> Any:
    return listed(secret=None)


@breaks("bad-disclosure")
def person_with_a_number_in_the_list() -> Any:
    record, person, secret = w.Record(), b'{"age":40}', bytes(32)
    only = w.leaf(w.commitment(secret, record.case, "A", person))
    record["A"].add("list.commit", {"round": 0, "rows": 1, "root": only.hex()})
    disclosed = {"index": 0, "path": [], "record": person.decode(), "secret": secret.hex()}
    return w.proof(record, record["A"], 1, person=disclosed)


@pytest.mark.parametrize("field", ["chain", "entry", "genesis", "proof", "person"])
@pytest.mark.parametrize("value", [1, None, {}])
def test_a_proof_of_another_form(field: str, value: Any) -> None:
    assert verdict({**listed(), field: value}).verdict == "bad-proof"


@pytest.mark.parametrize("field", ["index", "path", "record", "secret"])
@pytest.mark.parametrize("value", [-1, None, {}, ["00"]])
def test_a_person_of_another_form(field: str, value: Any) -> None:
    assert verdict(listed(**{field: value})).verdict == "bad-proof"


@pytest.mark.parametrize("field", ["entry", "head", "path"])
@pytest.mark.parametrize("value", [1, None, {}, ["00"]])
def test_a_link_of_another_form(field: str, value: Any) -> None:
    assert verdict(with_links(lambda links: links[1].update({field: value}))).verdict == "bad-proof"


# --- all of them ---


@pytest.mark.parametrize(("kind", "make"), [pytest.param(kind, make, id=name) for kind, name, make in CASES])
def test_a_broken_rule_has_its_class(kind: str, make: Callable[[], Any]) -> None:
    found = verdict(make())
    assert (found.verdict, "\n" in found.about) == (kind, False), found.about


def test_every_class_of_the_page_is_tried() -> None:
    page = (ROOT / "docs/reference/record.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page)) - {"like-this"}
    assert named | {"truncated", "damaged", "incomplete", "stale", "fork"} == {kind for kind, _, _ in CASES}


@pytest.mark.parametrize("seed", range(40))
def test_no_change_of_any_byte_makes_it_stumble(seed: int) -> None:
    """Damage at random, with the digest mended, always gives a class of the page."""
    chance = random.Random(seed)
    record = agreed()
    sections = record.sections()
    which = chance.randrange(len(sections))
    kind, content = sections[which]
    bent = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        bent[chance.randrange(len(bent))] = chance.choice(b'\0\n"[]{}:,019aAf-\xff')
    sections[which] = (kind, bytes(bent))
    known = {each for each, _, _ in CASES} | {"valid"}
    assert verdict(w.container(sections)).verdict in known
    whole = bytearray(record.bundle())
    whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    assert verdict(bytes(whole)).verdict in known - {"valid"}


@pytest.mark.parametrize("size", [*range(1, 20), 33, 64, 100])
def test_trees_are_those_of_the_rfc(size: int) -> None:
    leaves = [w.leaf(bytes([number])) for number in range(size)]
    tree = verify.Tree()
    for each in leaves:
        tree.append(each)
    for part in range(size + 1):
        assert tree.root(part) == verify.root_of(leaves[:part]) == w.root(leaves[:part])
    for n in range(size):
        assert verify.included_root(leaves[n], n, size, w.path(n, leaves)) == w.root(leaves)
    for part in range(1, size):
        expected = (w.root(leaves[:part]), w.root(leaves))
        assert verify.consistent_roots(part, size, w.consistency(part, leaves)) == expected


def test_all_points_of_small_order_are_weak() -> None:
    """The eight of them, in every way to write them, beside a key that is in use."""
    small_y = (0, 1, 2**255 - 20, int.from_bytes(bytes.fromhex(SMALL_ORDER), "little"))
    ys = {*small_y, 2**255 - 19 - small_y[3], 2**255 - 19, 2**255 - 18}
    for y in ys:
        for sign in (0, 1):
            assert verify.is_weak((y | sign << 255).to_bytes(32, "little"))
    assert not verify.is_weak(w.Key("A").public)


# --- the command ---


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "contrib/verify.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_prints_a_line_for_each_file(tmp_path: Path) -> None:
    good, bad, proof = tmp_path / "a.bundle", tmp_path / "b.bundle", tmp_path / "c.proof"
    good.write_bytes(small().bundle())
    bad.write_bytes(small().bundle()[:-1])
    proof.write_bytes(w.dumps(proven()))
    alone = run(str(good))
    assert (alone.returncode, alone.stderr) == (0, "")
    assert alone.stdout.startswith("valid and complete: case ")
    several = run(str(good), str(bad), str(proof), str(tmp_path / "none"))
    assert (several.returncode, several.stderr) == (1, "")
    assert [line.split(": ")[1] for line in several.stdout.splitlines()] == [
        "valid and complete",
        "truncated",
        "valid and complete",
        "unreadable",
    ]


def test_the_command_prints_json(tmp_path: Path) -> None:
    good = tmp_path / "a.bundle"
    good.write_bytes(small().bundle())
    found = json.loads(run("--json", str(good)).stdout)
    assert found.keys() == {"file", "verdict", "about", "case", "feeds"}
    assert (found["verdict"], found["feeds"]["B"]["size"]) == ("valid", 2)


def test_the_command_without_a_file_is_wrong_usage() -> None:
    assert run().returncode == 2


def test_a_file_is_read_in_pieces() -> None:
    """A blob of 8 MiB in a small file is never held whole."""
    record = w.Record()
    record["A"].add("plan.text", blobs=[record.blob("sealed", bytes(8 << 20))])
    longest = 0

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal longest
            data = super().read(size)
            longest = max(longest, len(data))
            return data

    assert verify.check_record(Watched(record.bundle())).verdict == "valid"
    assert longest <= verify.PIECE


def test_it_shares_nothing_with_the_program() -> None:
    text = (ROOT / "contrib/verify.py").read_text(encoding="utf-8")
    imported = set(re.findall(r"^(?:from|import) ([a-z0-9_]+)", text, flags=re.MULTILINE))
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}
