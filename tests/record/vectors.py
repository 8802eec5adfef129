"""Write the test vectors beside the specification.

    python -m tests.record.vectors

Ed25519 is deterministic, so all but `seals.json` come out the same in every run. Seals are drawn by chance;
that file is kept once it is there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from allforall.record import lists
from allforall.record.seal import info, seal
from tests.contrib import writer as w
from tests.record.building import GENESIS, seal_key

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "record-vectors"
LEAVES = [w.leaf(str(number).encode()) for number in range(13)]
Json = dict[str, Any]
P = 2**255 - 19
SIGN = 1 << 255


def canonical() -> Json:
    """Lines with the verdict on each, in hex when they are no text."""
    right = [
        "{}",
        '{"a":1,"b":[true,false,null,{}],"c":"x"}',
        '{"a":9007199254740991,"b":-9007199254740991,"c":0}',
        '{"a":' + "[" * 15 + "]" * 15 + "}",
        '{"a":"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001f"}',
        '{"a":"\x7f/é\u2028🕊"}',
        '{"":0," ":1,"A":2,"a":3,"~":4}',
    ]
    wrong = [
        "[]",
        "",
        '{"a": 1}',
        '{"a":1} ',
        '{"b":1,"a":1}',
        '{"a":1,"a":1}',
        '{"é":1}',
        '{"\x7f":1}',
        '{"a":-0}',
        '{"a":1.0}',
        '{"a":1e5}',
        '{"a":01}',
        '{"a":9007199254740992}',
        '{"a":-9007199254740992}',
        '{"a":18446744073709551616}',
        '{"a":NaN}',
        '{"a":"\\ud800"}',
        '{"a":"\\u0041"}',
        '{"a":"\\/"}',
        '{"a":"\\u001F"}',
        '{"a":"\\u000a"}',
        '{"a":"\x01"}',
        '{"a":' + "[" * 16 + "]" * 16 + "}",
        "\ufeff{}",
    ]
    lines = [{"text": text, "verdict": "valid"} for text in right]
    lines += [{"text": text, "verdict": "not-canonical"} for text in wrong]
    lines += [
        {"hex": text, "verdict": "not-canonical"} for text in ("7b2261223a22ff227d", "7b2261223a22eda080227d")
    ]
    return {"lines": lines}


def trees() -> Json:
    """Roots, inclusion paths and consistency proofs over the leaves "0", "1", ... as text."""
    sizes = range(len(LEAVES) + 1)
    return {
        "leaves": [str(number) for number in range(len(LEAVES))],
        "roots": w.hexes(w.root(LEAVES[:size]) for size in sizes),
        "inclusion": [
            {"index": at, "size": size, "path": w.hexes(w.path(at, LEAVES[:size]))}
            for size in (1, 2, 3, 7, 8, 13)
            for at in {0, size // 2, size - 1}
        ],
        "consistency": [
            {"old": old, "new": new, "proof": w.hexes(w.consistency(old, LEAVES[:new]))}
            for old, new in ((1, 2), (2, 3), (3, 7), (4, 7), (6, 8), (7, 8), (8, 13), (11, 13))
        ],
    }


def keys() -> Json:
    """Keys that may be trusted, and weak ones with what is wrong with them."""

    def key(number: int) -> str:
        return number.to_bytes(32, "little").hex()

    weak = {
        "order 1": key(1),
        "order 2": key(P - 1),
        "order 4, x even": key(0),
        "order 4, x odd": key(SIGN),
        "order 8, first": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "order 8, second": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "order 8, third": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "order 8, fourth": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "y is p": key(P),
        "y is p, with the sign": key(P | SIGN),
        "y is p + 1": key(P + 1),
        "y is 2^255 - 1": key(2**255 - 1),
        "x is 0 and the sign is set": key(1 | SIGN),
        "x is 0, y is -1 and the sign is set": key(P - 1 | SIGN),
        "no point": key(2),
    }
    right = {f"SHA-256 of {word!r} as seed": w.Key(word).hex for word in ("A", "B", "M")}
    return {
        "keys": [{"about": about, "key": each, "verdict": "valid"} for about, each in right.items()]
        + [{"about": about, "key": each, "verdict": "weak-key"} for about, each in weak.items()],
    }


def checkpoints() -> Json:
    """Notes, each judged for one origin under two keys of which both, or one, must sign."""
    one, two, other = w.Key("one"), w.Key("two"), w.Key("other")
    origin, root = f"allforall/{'ab' * 32}/A", bytes(range(32))
    both = w.note(origin, 7, root, [one, two])
    witness = w.signature_line("witness.example", other, "whatever")
    cases: list[tuple[str, str, int, str]] = [
        ("both have signed", both, 2, "valid"),
        ("one has signed, one is enough", w.note(origin, 7, root, [two]), 1, "valid"),
        ("one has signed, two are needed", w.note(origin, 7, root, [one]), 2, "bad-signature"),
        ("one has signed twice", w.note(origin, 7, root, [one, one]), 2, "bad-signature"),
        ("a witness as well", both + witness, 2, "valid"),
        ("a stranger under the same name as well", w.note(origin, 7, root, [one, two, other]), 2, "valid"),
        ("a stranger alone", w.note(origin, 7, root, [other]), 1, "bad-signature"),
        ("another size than was signed", both.replace("\n7\n", "\n8\n"), 2, "bad-signature"),
        ("one right, one wrong, one is enough", _spoilt(origin, root, one, two), 1, "bad-signature"),
        ("another feed", w.note(origin.replace("/A", "/B"), 7, root, [one, two]), 2, "wrong-origin"),
        ("size nought", both.replace("\n7\n", "\n0\n"), 2, "bad-checkpoint"),
        ("leading nought", both.replace("\n7\n", "\n07\n"), 2, "bad-checkpoint"),
        ("size beyond 2^53", both.replace("\n7\n", "\n9007199254740992\n"), 2, "bad-checkpoint"),
        ("no signature", both.partition("\n\n")[0] + "\n\n", 2, "bad-checkpoint"),
        ("a fourth line", both.replace("\n\n", "\nmore\n\n", 1), 2, "bad-checkpoint"),
        ("root in another base64", both.replace("Hh8=", "Hh9="), 2, "bad-checkpoint"),
        ("a hyphen for the dash", both.replace("—", "-"), 2, "bad-checkpoint"),
        ("forty-nine signatures", both + "— witness AAAAAAAA\n" * 47, 2, "bad-checkpoint"),
        ("carriage returns", both.replace("\n", "\r\n"), 2, "bad-checkpoint"),
    ]
    return {
        "case": "ab" * 32,
        "feed": "A",
        "keys": [one.hex, two.hex],
        "checkpoints": [
            {"about": about, "note": note, "threshold": threshold, "verdict": verdict}
            for about, note, threshold, verdict in cases
        ],
    }


def _spoilt(origin: str, root: bytes, one: w.Key, two: w.Key) -> str:
    wrong = w.note(origin, 8, root, [two]).splitlines()[-1]
    return w.note(origin, 7, root, [one]) + wrong + "\n"


def entries() -> Json:
    """Lines, each judged as entry 3 of feed A after an entry of the time `before`."""
    value = {
        "v": 1,
        "case": "ab" * 32,
        "feed": "A",
        "n": 3,
        "t": "2026-05-16T09:30:00Z",
        "kind": "note",
        "body": {},
    }
    of = "B:0:" + "ab" * 32
    cases: list[tuple[str, Json, str]] = [
        ("plain", {}, "valid"),
        ("seen", {"seen": {"B": [1, "00" * 32]}}, "valid"),
        ("a blob", {"blobs": [{"h": "00" * 32, "size": 1, "kind": "sealed", "to": ["B", "M"]}]}, "valid"),
        ("accept", {"kind": "plan.accept", "body": {"of": of}}, "valid"),
        ("another version", {"v": 2}, "bad-entry"),
        ("a field more", {"more": 1}, "bad-entry"),
        ("a date that is none", {"t": "2026-02-30T00:00:00Z"}, "bad-entry"),
        ("a leap second", {"t": "2016-12-31T23:59:60Z"}, "bad-entry"),
        ("a kind in capitals", {"kind": "Note"}, "bad-entry"),
        ("nothing seen", {"seen": {}}, "bad-entry"),
        ("itself seen", {"seen": {"A": [1, "00" * 32]}}, "bad-entry"),
        (
            "recipients out of order",
            {"blobs": [{"h": "00" * 32, "size": 1, "kind": "sealed", "to": ["M", "B"]}]},
            "bad-entry",
        ),
        ("another case", {"case": "cd" * 32}, "wrong-case"),
        ("another feed", {"feed": "B"}, "wrong-feed"),
        ("another place", {"n": 4}, "wrong-index"),
        ("an earlier time", {"t": "2026-05-16T08:00:00Z"}, "time-backwards"),
        ("open", {"kind": "open"}, "bad-body"),
        ("accept of nothing", {"kind": "plan.accept"}, "bad-body"),
        ("a commit without round", {"kind": "psi.commit"}, "bad-body"),
        ("too long", {"body": {"x": "x" * 65_536}}, "too-large"),
    ]
    return {
        "case": "ab" * 32,
        "feed": "A",
        "n": 3,
        "before": "2026-05-16T09:00:00Z",
        "entries": [
            {
                "about": about,
                "line": (line := w.dumps({**value, **other})).decode(),
                "leaf": w.leaf(line).hex(),
                "verdict": verdict,
            }
            for about, other, verdict in cases
        ],
    }


def evidence() -> Json:
    """Pieces of fork evidence against B of the genesis beside them."""

    def feed(*texts: str) -> Any:
        made = w.Record()["B"]
        for text in texts:
            made.add("note", {"text": text})
        return made

    six, four = feed("we release six"), feed("we release four", "more", "more")
    right = w.evidence(six, four)
    cases: list[tuple[str, Json, str]] = [
        ("two sizes", right, "valid"),
        ("one size", w.evidence(six, feed("we release four")), "valid"),
        ("a size that is a power of two", w.evidence(feed("x", "y", "z"), feed("x", "y", "q", "r")), "valid"),
        ("heads that agree", w.evidence(feed("x"), feed("x", "y")), "bad-evidence"),
        ("one head twice", {**right, "second": right["first"], "proof": []}, "bad-evidence"),
        (
            "larger before smaller",
            {**right, "first": right["second"], "second": right["first"]},
            "bad-evidence",
        ),
        ("no proof", {**right, "proof": []}, "bad-evidence"),
        ("a proof of another tree", {**right, "proof": ["00" * 32] * len(right["proof"])}, "bad-evidence"),
        (
            "a head by a stranger",
            {**right, "first": w.note(six.origin, 2, bytes(32), [w.Key("x")])},
            "bad-evidence",
        ),
        ("another case", {**right, "case": "00" * 32}, "wrong-case"),
        ("against a stranger", {**right, "feed": "X"}, "wrong-feed"),
    ]
    return {
        "genesis": GENESIS.bytes.decode(),
        "evidence": [
            {"about": about, "text": w.dumps(value).decode(), "verdict": verdict}
            for about, value, verdict in cases
        ],
    }


def commitments() -> Json:
    """One list of three people: for each the secret, the commitment and the row; and the root."""
    people = [{"name": "Олена Шевченко"}, {"name": "Person 2", "note": "x" * 300}, {}]
    rows = []
    for number, person in enumerate(people):
        secret, record = sha256(f"person {number}".encode()).digest(), w.dumps(person)
        rows.append(
            {
                "record": record.decode(),
                "secret": secret.hex(),
                "commitment": lists.commitment(secret, "ab" * 32, "A", record).hex(),
                "row": (lists.sealed_row(secret, record).content or b"").hex(),
            }
        )
    root = w.root([w.leaf(bytes.fromhex(row["commitment"])) for row in rows])
    return {"case": "ab" * 32, "feed": "A", "rows": rows, "root": root.hex()}


def seals() -> Json:
    """Sealed blobs with the private keys that open them."""
    made = []
    for hybrid in (True, False):
        keys = {name: seal_key(name, hybrid=hybrid) for name in ("B", "M")}
        public = {name: key.public for name, key in keys.items()}
        sealed = seal(b"who is where", public, "ab" * 32, "A", "list.reveal A:1")
        made.append(
            {
                "private": {name: key.value for name, key in keys.items()},
                "public": public,
                "info": info("ab" * 32, "A", "list.reveal A:1", "B").decode(),
                "sealed": sealed.hex(),
            }
        )
    return {
        "case": "ab" * 32,
        "feed": "A",
        "purpose": "list.reveal A:1",
        "to": ["B", "M"],
        "content": b"who is where".hex(),
        "seals": made,
    }


def _agreed() -> Any:
    record = w.Record()
    of = record["A"].add("plan.propose", {"text": "all for all"})
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())
    return record


def _with_devices() -> Any:
    record = w.Record()
    record.enrol("A/2").add("note")
    record.revoke("A", "A/2", 2)
    record["A/2"].add("note", {"text": "void"})
    record["B"].rotate("B new")
    record["B"].add("note", blobs=[record.blob("sealed", b"sealed"), record.blob("rows", w.rows(b"x", b"y"))])
    return record


def _forked() -> Any:
    record = w.Record()
    other = w.Feed("B", record.case, [w.Key("B")], list(record["B"].lines))
    record["B"].add("note", {"text": "six"})
    other.add("note", {"text": "four"})
    record.evidence = [w.dumps(w.evidence(record["B"], other))]
    record["A"].add("ack", seen=other.seen())
    return record


def _stale() -> Any:
    record = _agreed()
    record.see("M", "A")
    del record["A"].lines[2:]
    return record


def _unsigned() -> Any:
    record = _agreed()
    record["A"].bend_header = lambda header: header.update(heads=[record["A"].head(signers=[w.Key("x")])])
    return record


def _early() -> Any:
    record = w.Record()
    record["A"].add("psi.reveal", {"of": record["A"].add("psi.commit", {"round": 0})})
    return record


def _lost_rotation() -> Any:
    record = _with_devices()
    record["B"].bend_header = lambda header: header.update(heads=header["heads"][1:])
    return record


def _changed() -> Any:
    record = _agreed()
    signed = record["A"].header()["heads"]
    record["A"].bend_header = lambda header: header.update(heads=signed)
    record["A"].lines[1] = record["A"].lines[1].replace(b"all for all", b"all for two")
    return record


BUNDLES: dict[str, tuple[str, Callable[[], Any]]] = {
    "agreed": ("valid", _agreed),
    "devices": ("valid", _with_devices),
    "forked": ("fork", _forked),
    "stale": ("stale", _stale),
    "unsigned": ("bad-signature", _unsigned),
    "early": ("reveal-too-early", _early),
    "lost-rotation": ("bad-rotation", _lost_rotation),
    "changed": ("wrong-root", _changed),
}
TABLES: dict[str, Callable[[], Json]] = {
    "canonical": canonical,
    "trees": trees,
    "keys": keys,
    "checkpoints": checkpoints,
    "entries": entries,
    "evidence": evidence,
    "commitments": commitments,
    "seals": seals,
}


def write(folder: Path) -> None:
    """Write all vectors; seals are kept when they are there."""
    (folder / "bundles").mkdir(parents=True, exist_ok=True)
    for name, make in TABLES.items():
        path = folder / f"{name}.json"
        if name != "seals" or not path.exists():
            _put(path, make())
    for name, (_, make_bundle) in BUNDLES.items():
        (folder / "bundles" / f"{name}.bundle").write_bytes(make_bundle().bundle())
    _put(folder / "bundles.json", {f"{name}.bundle": verdict for name, (verdict, _) in BUNDLES.items()})


def _put(path: Path, value: Json) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
