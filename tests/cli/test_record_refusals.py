"""What `allforall record` refuses: one line that says why, status 1 or 2, and nothing has changed."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.recording import SMALL, Desk, opened, swapped

LIST = SMALL / "wanted_a.csv"
# what is typed -> what the one line must say
REFUSED = {
    "append gone --kind ack": "gone: no record here",
    "bundle gone -o x.bundle": "gone: no record here",
    "import gone B.bundle": "gone: no record here",
    "read gone A:1 -o x.csv": "gone: no record here",
    "prove gone A:1 -o x.proof": "gone: no record here",
    "erase gone A:1 0 --ground x": "gone: no record here",
    "verify gone": "gone: cannot be read: no such file or directory",
    "show gone": "gone: cannot be read: no such file or directory",
    "evidence gone": "gone: cannot be read: no such file or directory",
    "check-proof gone": "gone: cannot be read: no such file or directory",
    "open gone -o new --key A/sign.key": "gone: cannot be read: no such file or directory",
    "key show gone": "gone: cannot be read: no such file or directory",
    "key enrol gone --feed A/2 --device A/sign.key --root A/root.key": "gone: cannot be read",
    "verify folder": "folder: no record here",
    "verify garbage": "bad-magic: not a bundle",
    "show garbage": "bad-magic: not a bundle",
    "evidence garbage": "bad-magic: not a bundle",
    "verify empty": "bad-magic: not a bundle",
    "verify cut": "truncated: ",
    "verify flipped": "damaged: ",
    "import A/record garbage": "bad-magic: not a bundle",
    "import A/record cut": "truncated: ",
    "import A/record flipped": "damaged: ",
    "import A/record folder": "folder: ",
    "import A/record gone": "gone: ",
    "check-proof garbage": "not-canonical: ",
    "key show garbage": "garbage: not a key file",
    "open garbage -o new --key A/sign.key": "garbage: neither a bundle, nor a case.json, nor TOML",
    "open cut -o new --key A/sign.key": "truncated: ",
    "open A.bundle -o A/record --key A/sign.key": "A/record: something is there already",
    "open A.bundle -o new --key A/root.key": "A/root.key: is the key of no member of this case",
    "open A.bundle -o new --key B/sign.key --as A": "B/sign.key: is not the key of feed A",
    "open case.toml -o new --key B/sign.key --as A": "B/sign.key: is not the key of feed A",
    "open A.bundle -o new --key A/sign.key --as C": "wrong-feed: ",
    "open A.bundle -o new --key A/sign.key --as A/2": "A/2: a further device (expected --enrol",
    "open A.bundle -o new --key gone": "gone: cannot be read",
    "open A.bundle -o garbage/new --key A/sign.key": "garbage/new",
    "key new -o A/sign.key": "A/sign.key: something is there already; a key is never overwritten",
    "key new -o gone/new.key": "gone/new.key: cannot be written: no such file or directory",
    "key new -o new.key --locked": "--locked needs a passphrase",
    "key enrol A/record --feed A --device A/sign.key --root A/root.key": "A: is a member's first feed",
    "key enrol A/record --feed Z/2 --device A/sign.key --root A/root.key": "Z/2: no feed of this case",
    "key enrol A/record --feed A/2 --device A/sign.key --root B/root.key": "B/root.key: is no root key of A",
    "key revoke A/record --feed nobody --size 1 --root A/root.key": "nobody: no feed of this case",
    "append A/record --kind Note": "bad-entry: ",
    "append A/record --kind open": "bad-body: ",
    "append A/record --kind plan.accept": "bad-body: ",
    "append A/record --kind plan.accept --body '{\"of\":\"B:9\"}'": "B:9: no such entry in this record",
    "append A/record --kind plan.accept --body '{\"of\":\"nine\"}'": "nine: not an entry id",
    "append A/record --kind plan.confirm --body '{\"of\":\"B:0\"}'": "bad-reference: ",
    "append A/record --kind list.reveal --body '{\"of\":\"A:1\"}'": "reveal-too-early: ",
    "append A/record --kind note --body '{\"share\":0.5}'": "not-canonical: ",
    "append A/record --kind ack --key B/sign.key": "bad-signature: ",
    "append A/record --kind ack --key gone": "gone: cannot be read",
    "append A/record --kind note --attach gone --to B": "gone: ",
    "append A/record --kind note --attach garbage --to Z": "Z: no member of this case",
    "append A/record --kind list.commit --attach gone": "gone: cannot be read",
    "append A/record --kind list.reveal --body '{\"of\":\"A:1\"}' --to Z": "Z: no member of this case",
    "bundle A/record --for Z -o x.bundle": "Z: no member of this case (its members are A, B, M)",
    "bundle A/record -o gone/x.bundle": "gone/x.bundle: cannot be written: there is no folder gone",
    "show A/record --html gone/x.html": "gone/x.html: cannot be written: there is no folder gone",
    "read B/record A:1 -o x.csv": "A:1 has not been revealed to B yet",
    "read B/record A:0 -o x.csv": "A:0 holds nothing that is sealed to B",
    "read A/record A:9 -o x.csv": "A:9: no such entry in this record",
    "read A/record A:1 -o gone/x.csv": "gone/x.csv: cannot be written: there is no folder gone",
    "prove A/record A:9 -o x.proof": "A:9: no such entry in this record",
    "prove A/record A:1 --row 50 -o x.proof": "A:1 has no person in row 50",
    "prove A/record A:0 --row 0 -o x.proof": "A:0 (open) is no list",
    "prove B/record A:1 --row 0 -o x.proof": "the secrets of this list are not on this machine",
    "prove A/record A:1 -o gone/x.proof": "gone/x.proof: cannot be written: there is no folder gone",
    "erase B/record A:1 0 --ground x": "the secrets of this list are not on this machine",
    "verify A/record --case 0123": "wrong-case: ",
    "append stranger --kind ack": "stranger: does not say whose record it is",
}  # fmt: skip
WRONG_USAGE = {
    "append A/record": "--kind",
    "append A/record --kind note --body []": "expected a JSON object",
    "append A/record --kind note --body text": "expected a JSON object",
    "append A/record --kind note --body @gone": "gone: no such file or directory",
    "append A/record --kind note --attach garbage": "--attach and --to go together",
    "append A/record --kind note --to B": "--attach and --to go together",
    f"append A/record --kind list.commit --attach {LIST} --attach {LIST}": "list.commit takes one --attach",
    "append A/record --kind list.commit": "list.commit takes one --attach",
    "append A/record --kind list.reveal": "one's own list.commit",
    "append A/record --kind list.reveal --body '{\"of\":1}'": "one's own list.commit",
    "append A/record --kind list.chunk": "list.chunk needs --body",
    'append A/record --kind list.chunk --body \'{"of":"A:1","i":0,"k":0}\'': "i below k",
    'append A/record --kind list.chunk --body \'{"of":"A:1","i":"0","k":"2"}\'': "i below k",
    'append A/record --kind list.release --body \'{"of":"A:1"}\'': "list.release needs --body",
    "append A/record --kind key.rotate": "key.rotate needs the key in force and the new one",
    "append A/record --kind key.rotate --key A/sign.key": "key.rotate needs the key in force and the new one",
    "bundle A/record": "--out",
    "import A/record": "FILE",
    "open case.toml -o new": "--key",
    "key new": "--out",
    "key revoke A/record --feed A --size few --root A/root.key": "few",
    "read A/record A:1": "--out",
    "prove A/record A:1": "--out",
    "erase A/record A:1 first --ground x": "first",
    "erase A/record A:1 0": "--ground",
    "show A/record --lang fr": "'fr' is not one of",
    "verify A/record --processes many": "many",
    "check-proof": "PROOF",
    "evidence": "RECORD",
    "frobnicate": "No such command",
}
CASES = {
    "title = ": "neither a bundle, nor a case.json, nor TOML",
    'title = "x"': "expected 2 to 16 members",
    'title = "x"\nmembers = 3': "expected members as tables such as [members.A]",
    'title = "x"\n[members]\nA = 3': "[members.A] is no table",
    'titel = "x"': "the case has a word 'titel' that means nothing here",
    'title = "x"\n[members.A]\nsing = ["x"]': "[members.A] has a word 'sing' that means nothing here",
    'title = "x"\n[members.A]\nroot = ["x"]\n[members.B]\nroot = ["y"]': "expected 1 to 16 signing keys",
    'title = "x"\n[rules]\nuntil = 2026-05-16\n[members.A]\n[members.B]': "a value of type date",
    'title = "x"\n[members.A]\nrole = "judge"\n[members.B]': "expected roles party, mediator, observer",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A has committed to a list (A:1), B knows it; files of every wrong sort lie about."""
    made = opened(tmp_path_factory.mktemp("desk"))
    made.append("A", "list.commit", None, "--attach", LIST)
    made.carry("A", "B")
    bundle = (made.folder / "A.bundle").read_bytes()
    (made.folder / "folder").mkdir()
    (made.folder / "empty").touch()
    (made.folder / "garbage").write_bytes(b"\xff\x00 no bundle \xfe" * 99)
    (made.folder / "cut").write_bytes(bundle[:999])
    (made.folder / "flipped").write_bytes(bundle[:999] + bytes([bundle[999] ^ 1]) + bundle[1000:])
    shutil.copytree(made.folder / "A" / "record", made.folder / "stranger")
    (made.folder / "stranger" / "own.json").unlink()
    return made


@pytest.mark.parametrize("typed", REFUSED)
def test_a_refusal_is_one_line_with_status_one_and_nothing_changes(desk: Desk, typed: str) -> None:
    before = desk.contents()
    done = desk.run(*shlex.split(typed))
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("allforall: ")
    assert done.err.count("\n") == 1
    assert REFUSED[typed] in done.err
    assert "mistake in this program" not in done.err
    assert desk.contents() == before


@pytest.mark.parametrize("typed", WRONG_USAGE)
def test_wrong_usage_is_one_line_with_status_two_and_nothing_changes(desk: Desk, typed: str) -> None:
    before = desk.contents()
    done = desk.run(*shlex.split(typed))
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert WRONG_USAGE[typed] in done.err
    assert desk.contents() == before


@pytest.mark.parametrize("text", CASES)
def test_a_mistake_in_the_file_of_the_case_is_named(desk: Desk, text: str) -> None:
    (desk.folder / "wrong.toml").write_text(text, encoding="utf-8")
    done = desk.run("open", "wrong.toml", "-o", "new", "--key", "A/sign.key")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("allforall: wrong.toml: ")
    assert CASES[text] in done.err
    assert not (desk.folder / "new").exists()


def test_a_round_is_committed_to_once(tmp_path: Path) -> None:
    done = swapped(tmp_path).run("append", "A/record", "--kind", "list.commit", "--attach", LIST)
    assert (done.status, done.err) == (
        1, "allforall: not-allowed: A:3 (list.commit): list.commit is not A's to say here\n"
    )  # fmt: skip


def test_a_proof_that_was_changed_proves_nothing(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    desk.says("prove", "A/record", "A:0", "-o", "p.proof")
    proof = (tmp_path / "p.proof").read_text(encoding="utf-8")
    (tmp_path / "p.proof").write_text(proof.replace("Exchange of May", "Exchange of Mai"), encoding="utf-8")
    done = desk.run("check-proof", "p.proof")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("allforall: ")


def test_a_bundle_of_another_case_is_refused(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    desk, other = opened(tmp_path / "one"), opened(tmp_path / "other")
    before = desk.contents()
    done = desk.run("import", "A/record", other.folder / "B.bundle")
    assert (done.status, done.err) == (1, "allforall: wrong-case: a bundle of another case\n")
    assert desk.contents() == before


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, who may write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Desk]:
    """A record that may only be read, in a folder that everybody can reach; all modules are loaded."""
    desk = opened(tmp_path)
    for word in ("verify", "show", "evidence"):
        desk.says(word, "A/record")
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(desk.folder / "A" / "record", folder / "record")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield Desk(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_a_record_that_may_only_be_read_is_verified_and_not_written_to(closed: Desk) -> None:
    with nobody():
        for word in ("verify", "show", "evidence"):
            closed.says(word, "record")
        done = closed.run("append", "record", "--kind", "ack")
    assert done.status == 1
    assert done.err.startswith("allforall: ")
    assert done.err.count("\n") == 1
    assert "mistake in this program" not in done.err


@pytest.mark.parametrize(
    ("file", "verdict"),
    [
        ("case.json", "not-canonical"),
        ("feeds/A.jsonl", "bad-section"),
        ("feeds/A.heads", "bad-section"),
        ("blobs/*.rows", "wrong-blob"),
    ],
)
def test_a_record_with_a_file_cut_short_is_refused_by_every_command(
    desk: Desk, tmp_path: Path, file: str, verdict: str
) -> None:
    shutil.copytree(desk.folder / "A" / "record", tmp_path / "record")
    cut = next((tmp_path / "record").glob(file))
    cut.write_bytes(cut.read_bytes()[:-7] if file != "feeds/A.heads" else b"")
    here = Desk(tmp_path)
    before = here.contents()
    for typed in ("verify record", "show record", "append record --kind ack", "bundle record -o x.bundle"):
        done = here.run(*shlex.split(typed))
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
        assert done.err.startswith(f"allforall: {verdict}: ")
    assert here.contents() == before
