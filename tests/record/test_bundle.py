"""The container: sections, their order, their limits; nothing is inflated further than stated."""

from __future__ import annotations

import io
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.record import bundle
from allforall.record.bundle import Blob, Part
from allforall.record.errors import Refused
from tests.contrib import writer as w
from tests.record.building import GENESIS, hand_written, met, verdict, verdicts


def whole() -> bytes:
    record = hand_written()
    record["A"].add("note", {}, blobs=[record.blob("sealed", b"what is sealed")])
    return bytes(record.bundle())


def parts() -> list[tuple[int, bytes]]:
    record = hand_written()
    return list(record.sections())


def raw(*sections: bytes) -> bytes:
    return bytes(w.finished(w.MAGIC + b"".join(sections)))


FIRST = w.section(w.GENESIS, GENESIS.bytes)
HEADER, ENTRIES = hand_written()["A"].sections()


BROKEN: dict[str, tuple[str, bytes]] = {
    "nothing": ("bad-magic", b""),
    "another magic": ("bad-magic", b"allforall bundle 2\n" + whole()[19:]),
    "magic alone": ("truncated", w.MAGIC),
    "half a head of a section": ("truncated", w.MAGIC + FIRST[:10]),
    "half a section": ("truncated", w.MAGIC + FIRST[:-1]),
    "no end": ("truncated", w.MAGIC + FIRST),
    "stored beyond the file": ("truncated", w.MAGIC + b"\x01" + bytes(8) + b"\xff" * 8),
    "an unknown type": ("bad-section", raw(FIRST, w.section(6, b"x"))),
    "no genesis": ("bad-section", w.finished(w.MAGIC)),
    "two of them": ("bad-section", raw(FIRST, FIRST)),
    "entries without header": ("bad-section", raw(FIRST, w.section(*ENTRIES))),
    "feed after evidence": ("bad-section", raw(FIRST, w.section(w.EVIDENCE, b"{}"), w.section(*HEADER))),
    "evidence after blob": ("bad-section", raw(FIRST, w.section(w.BLOB, b""), w.section(w.EVIDENCE, b"{}"))),
    "something behind the end": ("bad-section", whole() + b"x"),
    "a second end": ("bad-section", w.finished(whole())),
    "a stated length too large": ("too-large", raw(FIRST, w.section(w.BLOB, b"", length=67_108_898))),
    "a header too large": ("too-large", raw(FIRST, w.section(w.HEADER, b"", length=(1 << 20) + 1))),
    "together too large": (
        "too-large",
        raw(FIRST, *[w.section(w.BLOB, b"", length=67_108_897)] * 64),
    ),
    "too many sections": ("too-large", raw(FIRST, *[w.section(w.BLOB, b"", stored=b"")] * 100_000)),
    "another digest": ("damaged", w.MAGIC + FIRST + w.section(w.END, bytes(32))),
    "a short digest": ("bad-section", w.MAGIC + FIRST + w.section(w.END, bytes(31))),
    "a digest that is no stream": ("bad-section", w.MAGIC + FIRST + w.section(w.END, bytes(32), stored=b"x")),
    "a byte changed": ("damaged", whole()[:60] + b"\x00" + whole()[61:]),
    "no stream": ("bad-section", raw(w.section(w.GENESIS, b"x", stored=b"no zlib"))),
    "a stream cut short": (
        "bad-section",
        raw(w.section(w.GENESIS, GENESIS.bytes, stored=zlib.compress(GENESIS.bytes)[:-1])),
    ),
    "a stream with more behind": (
        "bad-section",
        raw(w.section(w.GENESIS, GENESIS.bytes, stored=zlib.compress(GENESIS.bytes) + b"x")),
    ),
    "two streams": (
        "bad-section",
        raw(w.section(w.GENESIS, GENESIS.bytes * 2, stored=zlib.compress(GENESIS.bytes) * 2)),
    ),
    "longer than stated": ("bad-section", raw(w.section(w.GENESIS, GENESIS.bytes, length=10))),
    "shorter than stated": ("bad-section", raw(w.section(w.GENESIS, GENESIS.bytes, length=9999))),
}


@pytest.mark.parametrize(("kind", "data"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_container_has_its_class(kind: str, data: bytes) -> None:
    assert verdicts(bytes(data)) == {kind}


def headed(**other: Any) -> bytes:
    record = hand_written()
    record["A"].bend_header = lambda header: header.update(other)
    return bytes(record.bundle())


HEADERS: dict[str, tuple[str, bytes]] = {
    "a field more": ("bad-section", headed(more=1)),
    "a feed that is none": ("bad-section", headed(feed="../A")),
    "a stranger's": ("wrong-feed", headed(feed="X")),
    "a stranger's, not from its start": (
        "wrong-feed",
        headed(**{"feed": "X", "from": 1, "frontier": ["00" * 32]}),
    ),
    "another feed's": ("wrong-feed", headed(feed="B")),
    "not from its start": ("incomplete", headed(**{"from": 1, "frontier": ["00" * 32]})),
    "from behind to": ("bad-section", headed(**{"from": 2, "frontier": ["00" * 32]})),
    "nothing": ("bad-section", headed(to=0)),
    "from below nought": ("bad-section", headed(**{"from": -1})),
    "to that is true": ("bad-section", headed(to=True)),
    "more than there are": ("bad-section", headed(to=2)),
    "a frontier where none is": ("bad-section", headed(frontier=["00" * 32])),
    "a frontier of no hashes": ("bad-section", headed(**{"from": 1, "frontier": ["x"]})),
    "heads that are no texts": ("bad-section", headed(heads=[1])),
}


@pytest.mark.parametrize(("kind", "data"), HEADERS.values(), ids=HEADERS.keys())
def test_a_broken_header_has_its_class(kind: str, data: bytes) -> None:
    assert verdicts(data) == {kind}


RUNS: dict[str, tuple[str, list[bytes]]] = {
    "no place": ("bad-section", [b""]),
    "no entries": ("bad-section", [bytes(8)]),
    "another place": ("bad-section", [w.entries(hand_written()["A"].lines, 1)]),
    "half a line": ("bad-section", [ENTRIES[1][:-1]]),
    "none of them": ("bad-section", []),
    "an empty line": ("not-canonical", [bytes(8) + b"\n"]),
    "twice": ("bad-section", [ENTRIES[1], ENTRIES[1]]),
}


@pytest.mark.parametrize(("kind", "contents"), RUNS.values(), ids=RUNS.keys())
def test_broken_sections_of_entries_have_their_class(kind: str, contents: list[bytes]) -> None:
    data = w.container([(w.GENESIS, GENESIS.bytes), HEADER, *((w.ENTRIES, each) for each in contents)])
    assert verdicts(data) == {kind}


def test_feeds_ascend_each_once() -> None:
    genesis, *feeds = parts()
    for given_ in ([*feeds[2:4], *feeds[:2]], [*feeds[:2], *feeds[:2]]):
        assert verdicts(w.container([genesis, *given_])) == {"bad-section"}


def test_a_feed_may_come_in_many_sections() -> None:
    record = hand_written()
    for at in range(3):
        record["A"].add("note", {"at": at})
    header, _ = record["A"].sections()
    runs = [(w.ENTRIES, w.entries([line], at)) for at, line in enumerate(record["A"].lines)]
    assert verdicts(w.container([(w.GENESIS, GENESIS.bytes), header, *runs])) == {"valid"}


def test_a_bomb_is_not_inflated() -> None:
    stored = zlib.compress(bytes(64 << 20), 9)
    data = raw(FIRST, w.section(w.HEADER, b"", length=100, stored=stored))
    tracemalloc.start()
    assert verdict(data) == "bad-section"
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_what_is_written_is_read_from_memory_and_from_a_file(tmp_path: Path) -> None:
    a, *_ = met()
    a.say("note", {"text": "x"})
    data = a.bundle()
    (tmp_path / "x.bundle").write_bytes(data)
    for source in (data, tmp_path / "x.bundle"):
        found = bundle.read(source)
        assert found.genesis() == GENESIS.bytes
        assert [(part.feed, part.start, part.stop) for part in found.parts()] == [
            ("A", 0, 2),
            ("B", 0, 1),
            ("M", 0, 1),
        ]
        assert [len(list(part.lines())) for part in found.parts()] == [2, 1, 1]


def test_long_feeds_are_written_in_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_RUN", 100)
    out = io.BytesIO()
    lines = [b"x" * 60] * 5
    bundle.write(out, GENESIS.bytes, [(Part("A", 7, 12, [bytes(32)] * 3, []), lines)])
    (part,) = bundle.read(out.getvalue()).parts()
    assert [run.lines()[0] for run in part.runs] == [7, 9, 11]
    assert list(part.lines()) == lines


def test_blobs_are_kept_by_name_alone() -> None:
    out = io.BytesIO()
    blobs = [Blob("00" * 32, False, b"sealed"), Blob("01" * 32, True, b"")]
    bundle.write(out, GENESIS.bytes, [], (), blobs)
    assert list(bundle.read(out.getvalue()).blobs()) == blobs


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 32, b"\x02" + bytes(32)], ids=["nothing", "half a name", "another kind"]
)
def test_a_blob_without_its_name(content: bytes) -> None:
    assert verdicts(raw(FIRST, w.section(w.BLOB, content))) == {"bad-section"}


@settings(max_examples=150)
@given(st.data())
def test_a_changed_byte_is_refused_by_both_alike(data: st.DataObject) -> None:
    given_ = bytearray(whole())
    at = data.draw(st.integers(0, len(given_) - 1))
    given_[at] ^= data.draw(st.integers(1, 255))
    (kind,) = verdicts(bytes(given_))
    assert kind != "valid"


@settings(max_examples=100)
@given(st.data())
def test_a_changed_byte_of_a_content_is_judged_by_both_alike(data: st.DataObject) -> None:
    sections = parts()
    which = data.draw(st.integers(0, len(sections) - 1))
    kind, content = sections[which]
    at = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[at] ^= data.draw(st.integers(1, 255))
    sections[which] = (kind, bytes(changed))
    (found,) = verdicts(w.container(sections))
    assert found != "valid"


def test_a_file_that_cannot_be_read_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        bundle.read(tmp_path / "nowhere")
    with pytest.raises(Refused, match="bad-magic"):
        bundle.read(b"x")
