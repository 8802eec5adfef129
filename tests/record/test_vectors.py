"""The vectors beside the specification hold, for the program and for the second verifier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from allforall.record import entry, lists, note
from allforall.record.blobs import row_of
from allforall.record.canonical import parse
from allforall.record.errors import Refused
from allforall.record.evidence import read_evidence
from allforall.record.genesis import Genesis
from allforall.record.genesis import read as read_genesis
from allforall.record.merkle import Tree, leaf_hash, root_of_inclusion, roots_of_consistency
from allforall.record.note import Keys
from allforall.record.points import check_key
from allforall.record.seal import SealKey, info, unseal
from tests.record.building import agreed_class, second, verdicts
from tests.record.vectors import BUNDLES, FOLDER, TABLES, write


def table(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def rows(name: str, field: str) -> list[Any]:
    return [pytest.param(each, id=each.get("about")) for each in table(name)[field]]


def test_the_files_are_those_that_the_script_writes(tmp_path: Path) -> None:
    write(tmp_path)
    names = [f"{name}.json" for name in TABLES if name != "seals"] + ["bundles.json"]
    names += [f"bundles/{name}.bundle" for name in BUNDLES]
    for name in names:
        assert (FOLDER / name).read_bytes() == (tmp_path / name).read_bytes(), name
    assert {path.name for path in FOLDER.iterdir()} == {
        "README.md",
        "bundles",
        "bundles.json",
        *(f"{name}.json" for name in TABLES),
    }


@pytest.mark.parametrize("line", rows("canonical", "lines"))
def test_canonical_form(line: dict[str, str]) -> None:
    data = line["text"].encode() if "text" in line else bytes.fromhex(line["hex"])
    assert agreed_class(lambda: parse(data, "a line"), lambda: second.canonical(data)) == line["verdict"]


def test_roots_and_proofs() -> None:
    found = table("trees")
    tree = Tree.of(leaf_hash(text.encode()) for text in found["leaves"])
    roots = [bytes.fromhex(each) for each in found["roots"]]
    assert [tree.root(size) for size in range(tree.size + 1)] == roots
    for each in found["inclusion"]:
        at, size, path = each["index"], each["size"], [bytes.fromhex(one) for one in each["path"]]
        assert tree.inclusion(at, size) == path
        assert root_of_inclusion(tree.leaf(at), at, size, path) == roots[size]
        assert second.included_root(tree.leaf(at), at, size, path) == roots[size]
    for each in found["consistency"]:
        old, new, path = each["old"], each["new"], [bytes.fromhex(one) for one in each["proof"]]
        assert tree.consistency(old, new) == path
        assert roots_of_consistency(old, new, path) == (roots[old], roots[new])
        assert second.consistent_roots(old, new, path) == (roots[old], roots[new])


@pytest.mark.parametrize("key", rows("keys", "keys"))
def test_keys(key: dict[str, str]) -> None:
    data = bytes.fromhex(key["key"])
    assert (
        agreed_class(lambda: check_key(key["key"], "A"), lambda: second.refuse_weak([data])) == key["verdict"]
    )


@pytest.mark.parametrize("row", rows("checkpoints", "checkpoints"))
def test_checkpoints(row: dict[str, Any]) -> None:
    given = table("checkpoints")
    case, feed = given["case"], given["feed"]
    keys = Keys(tuple(given["keys"]), row["threshold"])

    def here() -> None:
        note.check(note.read(row["note"], "here"), note.origin_of(case, feed), keys, "here")

    def there() -> None:
        found = second.read_checkpoint(row["note"])
        second.check_origin(found, case, feed)
        second.check_signatures(found, second.key_list(given["keys"], row["threshold"]))

    assert agreed_class(here, there) == row["verdict"]


@pytest.mark.parametrize("row", rows("entries", "entries"))
def test_entries(row: dict[str, Any]) -> None:
    given = table("entries")
    case, feed, n, before, line = (
        *(given[name] for name in ("case", "feed", "n", "before")),
        row["line"].encode(),
    )

    def here() -> None:
        if entry.scan(case, feed, n, [line]).first < before:
            raise Refused("time-backwards", "as a feed would say")

    def there() -> None:
        second.check_place(second.read_entry(line, case), feed, n, before)

    assert agreed_class(here, there) == row["verdict"]
    assert leaf_hash(line).hex() == row["leaf"]


@pytest.mark.parametrize("row", rows("evidence", "evidence"))
def test_evidence(row: dict[str, Any]) -> None:
    genesis: Genesis = read_genesis(table("evidence")["genesis"].encode())
    theirs = second.read_genesis(genesis.bytes)
    data = row["text"].encode()
    kind = agreed_class(
        lambda: read_evidence(genesis, data), lambda: second.check_evidence(second.canonical(data), theirs)
    )
    assert kind == row["verdict"]


def test_commitments() -> None:
    given = table("commitments")
    people = given["rows"]
    opened = lists.open_list(
        given["case"],
        given["feed"],
        bytes.fromhex(given["root"]),
        [bytes.fromhex(each["commitment"]) for each in people],
        [row_of(bytes.fromhex(each["row"])) for each in people],
        [bytes.fromhex(each["secret"]) for each in people],
    )
    assert opened == [each["record"].encode() for each in people]


@pytest.mark.parametrize("which", [0, 1], ids=["hybrid", "X25519 alone"])
@pytest.mark.parametrize("recipient", ["B", "M"])
def test_a_fixed_key_opens_a_given_seal(which: int, recipient: str) -> None:
    given = table("seals")
    sealed = given["seals"][which]
    key = SealKey.of(sealed["private"][recipient])
    place = given["case"], given["feed"], given["purpose"]
    assert key.public == sealed["public"][recipient]
    assert info(*place, "B").decode() == sealed["info"]
    content = unseal(bytes.fromhex(sealed["sealed"]), given["to"], recipient, key, *place)
    assert content == bytes.fromhex(given["content"])


@pytest.mark.parametrize("name", table("bundles"))
def test_bundles(name: str) -> None:
    assert verdicts((FOLDER / "bundles" / name).read_bytes()) == {table("bundles")[name]}
