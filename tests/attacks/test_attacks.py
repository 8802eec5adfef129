"""Every row of the table of attacks: both verifiers refuse it with one class, and nothing is imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from allforall.record import lists
from allforall.record.blobs import row_of
from allforall.record.bundle import read
from allforall.record.case import Case
from allforall.record.errors import Refused
from allforall.record.files import FileStore
from allforall.record.importing import import_bundle
from allforall.record.proof import read_proof
from allforall.record.seal import purpose_of, unseal
from allforall.record.verify import verify
from tests.attacks.make import ATTACKS, SEALED, write
from tests.record.building import GENESIS, seal_key, second, second_verdict, verdict

HERE = Path(__file__).parent
MISSING = {"stale", "incomplete"}  # something true is not here; the bundle waits
NAMES = [each.name for each in ATTACKS]


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / name / "expected.json").read_text(encoding="utf-8"))
    return found


def with_verdict(suffix: str) -> list[Any]:
    """Every file of every attack that has a verdict, and that verdict."""
    return [
        pytest.param(path, expected(name)["verdict"], id=f"{name}/{path.stem}")
        for name in NAMES
        if "verdict" in expected(name)
        for path in sorted((HERE / name).glob(f"*.{suffix}"))
    ]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def proof_verdict(data: bytes) -> str:
    try:
        read_proof(data)
    except Refused as refused:
        return refused.verdict
    return "valid"


@pytest.mark.parametrize(("path", "kind"), with_verdict("bundle"))
def test_both_verifiers_refuse_it_with_its_class(path: Path, kind: str) -> None:
    data = path.read_bytes()
    assert (verdict(data), second_verdict(data)) == (kind, kind)


@pytest.mark.parametrize(("path", "kind"), with_verdict("proof"))
def test_both_verifiers_refuse_the_proof_with_its_class(path: Path, kind: str) -> None:
    data = path.read_bytes()
    assert (proof_verdict(data), second.verify_proof(data).verdict) == (kind, kind)


@pytest.mark.parametrize(("path", "kind"), with_verdict("bundle"))
def test_nothing_of_it_comes_into_a_record(path: Path, kind: str, tmp_path: Path) -> None:
    store = FileStore.create(tmp_path / "record", GENESIS.bytes)
    case = Case(store)
    before = contents(store.folder)
    if kind in MISSING | {"fork", "valid"}:
        taken = import_bundle(case, path.read_bytes())
        assert (taken.waits is not None) is (kind in MISSING)
        assert bool(taken.forks) is (kind == "fork")
        return
    with pytest.raises(Refused) as refused:
        import_bundle(case, path.read_bytes())
    assert refused.value.verdict == kind
    assert contents(store.folder) == before
    assert case.state.sizes() == {}


@pytest.mark.parametrize("name", [name for name in NAMES if "import" in expected(name)])
def test_what_comes_in_one_after_the_other(name: str, tmp_path: Path) -> None:
    store = FileStore.create(tmp_path / "record", GENESIS.bytes)
    case = Case(store)
    *first, last = [(HERE / name / each).read_bytes() for each in expected(name)["import"]]
    for data in first:
        import_bundle(case, data)
    store.flush()
    before = contents(store.folder)
    taken = import_bundle(case, last)
    store.flush()
    if expected(name)["result"] == "fork":
        assert taken.forks
        with pytest.raises(Refused, match="fork"):
            verify(store)
    else:
        assert _but_the_journal(contents(store.folder)) == _but_the_journal(before)
        verify(store)


@pytest.mark.parametrize("name", [name for name in NAMES if "opens" in expected(name)])
def test_the_recipient_finds_the_fraud(name: str) -> None:
    who, refusal = expected(name)["opens"].values()
    bundle = read((HERE / name / "record.bundle").read_bytes())
    entry = next(entry for entry in verify(bundle).feeds["A"].notable if entry.blobs)
    key, purpose = seal_key(who, hybrid=False), purpose_of(entry.kind, entry.body)
    sealed = next(bundle.blobs()).content
    with pytest.raises(Refused, match=refusal):
        unseal(sealed, entry.blobs[0]["to"], who, key, entry.case, entry.feed, purpose)


def test_a_row_with_two_meanings_is_found() -> None:
    name = "two-plaintexts"
    value = json.loads((HERE / name / "list.json").read_bytes())
    commitments, rows, secrets = (
        [bytes.fromhex(each) for each in value[field]] for field in ("commitments", "rows", "secrets")
    )
    root = bytes.fromhex(value["root"])
    with pytest.raises(Refused, match=expected(name)["row"]["refusal"]):
        lists.open_list(value["case"], value["feed"], root, commitments, list(map(row_of, rows)), secrets)


def test_the_attacks_are_those_that_the_script_writes(tmp_path: Path) -> None:
    write(tmp_path)
    sealed = [name for name in NAMES if name in SEALED]
    for name in set(NAMES) - set(sealed):
        assert contents(HERE / name) == contents(tmp_path / name), name
    assert sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] != "_") == sorted(
        NAMES
    )


def _but_the_journal(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name != "journal"}
