"""Keys, devices and backups, through the commands: what is locked, rotated, enrolled, revoked, restored."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest

from tests.cli.recording import Desk, opened, swapped, with_keys
from tests.record.building import second


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def both_verify(desk: Desk, member: str) -> None:
    """Both verifiers take everything that a machine holds."""
    desk.says("bundle", f"{member}/record", "-o", "all.bundle")
    desk.says("verify", "all.bundle")
    assert second.verify_bundle((desk.folder / "all.bundle").read_bytes()).verdict == "valid"


def enrolled(desk: Desk) -> None:
    """A opens a second device, A2, with the feed A/2."""
    (desk.folder / "A2").mkdir()
    desk.says("key", "new", "-o", "A2/sign.key")
    words = ("key", "enrol", "A/record", "--feed", "A/2", "--device", "A2/sign.key", "--root", "A/root.key")
    (desk.folder / "enrol.json").write_text(desk.says(*words), encoding="utf-8")
    desk.says("bundle", "A/record", "-o", "A.bundle")
    desk.says(
        "open", "A.bundle", "-o", "A2/record", "--key", "A2/sign.key", "--as", "A/2", "--enrol", "@enrol.json"
    )


def test_a_key_is_made_for_its_owner_alone_and_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    text = desk.says("key", "new", "-o", "my.key")
    assert text.startswith("my.key: device key\n  public      ")
    assert desk.says("key", "show", "my.key") == text
    assert desk.facts("key", "show", "my.key").keys() == {"file", "public", "fingerprint"}
    assert stat.S_IMODE((tmp_path / "my.key").stat().st_mode) == 0o600
    assert "root.key: root key" in desk.says("key", "new", "--root", "-o", "root.key")


def test_a_locked_key_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.says("key", "new", "-o", "my.key", "--locked", ALLFORALL_PASSPHRASE="open sesame")
    assert "secret" not in json.loads((tmp_path / "my.key").read_text(encoding="utf-8"))
    without = desk.run("key", "show", "my.key")
    assert (without.status, "this key needs its passphrase" in without.err) == (1, True)
    wrong = desk.run("key", "show", "my.key", ALLFORALL_PASSPHRASE="sesame")
    assert (wrong.status, "the passphrase does not open this key" in wrong.err) == (1, True)
    assert "my.key: device key" in desk.says("key", "show", "my.key", ALLFORALL_PASSPHRASE="open sesame")


def test_two_officers_sign_together_and_neither_alone(tmp_path: Path) -> None:
    desk = with_keys(tmp_path)
    first = desk.facts("key", "show", "A/sign.key")["public"]
    other = desk.facts("key", "new", "-o", "A/second.key")["public"]
    case = (tmp_path / "case.toml").read_text(encoding="utf-8").replace(f'"{first}"', f'"{first}", "{other}"')
    (tmp_path / "case.toml").write_text(case, encoding="utf-8")
    alone = desk.run("open", "case.toml", "-o", "A/record", "--key", "A/sign.key")
    assert (alone.status, "bad-signature" in alone.err) == (1, True)
    assert not (tmp_path / "A" / "record").exists()
    officers = ("--key", "A/sign.key", "--key", "A/second.key")
    desk.says("open", "case.toml", "-o", "A/record", *officers)
    assert desk.run("append", "A/record", "--kind", "ack").status == 1
    desk.says("append", "A/record", "--kind", "ack", *officers)


def test_after_a_rotation_the_new_key_signs_by_itself(desk: Desk) -> None:
    desk.says("key", "new", "-o", "A/new.key")
    both = ("--key", "A/sign.key", "--key", "A/new.key")
    assert desk.says("append", "A/record", "--kind", "key.rotate", *both).startswith("A:1 key.rotate\n")
    desk.append("A", "ack")
    old = desk.run("append", "A/record", "--kind", "ack", "--key", "A/sign.key")
    assert (old.status, "bad-signature" in old.err) == (1, True)
    both_verify(desk, "A")


def test_a_rotation_must_be_signed_by_the_key_in_force(desk: Desk) -> None:
    desk.says("key", "new", "-o", "A/new.key")
    done = desk.run("append", "A/record", "--kind", "key.rotate", "--key", "A/new.key")
    assert (done.status, "bad-signature" in done.err) == (1, True)
    desk.append("A", "ack")


def test_after_a_rotation_old_and_new_seals_open_and_own_lists_are_known(tmp_path: Path) -> None:
    desk = swapped(tmp_path)
    desk.append("B", "list.reveal", {"of": "B:1"})
    desk.carry("B", "A")
    desk.says("key", "new", "-o", "A/new.key")
    desk.says("append", "A/record", "--kind", "key.rotate", "--key", "A/sign.key", "--key", "A/new.key")
    desk.append("A", "key.seal")
    desk.carry("A", "B")
    (tmp_path / "letter.txt").write_text("under the new seal", encoding="utf-8")
    desk.append("B", "note", {}, "--attach", "letter.txt", "--to", "A")
    desk.carry("B", "A")
    assert desk.facts("read", "A/record", "B:1", "-o", "theirs.csv")["people"] == 3
    assert desk.facts("read", "A/record", "A:1", "-o", "own.csv")["people"] == 4
    (tmp_path / "A" / "sign.key").unlink()
    assert desk.facts("read", "A/record", "B:3", "-o", "letter.got")["bytes"] == 18
    desk.says("prove", "A/record", "A:1", "--row", "0", "-o", "p.proof")
    desk.says("check-proof", "p.proof")


def test_the_guard_outlives_a_rotation(desk: Desk) -> None:
    """A backup from before the rotation names the old key; signing with it would fork."""
    shutil.copytree(desk.folder / "A" / "record", desk.folder / "backup")
    desk.says("key", "new", "-o", "A/new.key")
    desk.says("append", "A/record", "--kind", "key.rotate", "--key", "A/sign.key", "--key", "A/new.key")
    desk.carry("A", "B")
    done = desk.run("append", "backup", "--kind", "ack")
    assert (done.status, "restored from a backup" in done.err) == (1, True)


def test_a_second_device_is_enrolled_and_verified_by_all(desk: Desk) -> None:
    enrolled(desk)
    desk.append("A2", "note", {"text": "from the second laptop"})
    desk.carry("A2", "A", "B")
    assert "A/2:1  note" in desk.says("show", "B/record")
    both_verify(desk, "B")


def test_an_enrolment_serves_only_the_key_that_it_names(desk: Desk) -> None:
    enrolled(desk)
    words = ("open", "A.bundle", "-o", "new", "--key", "M/sign.key", "--as", "A/2", "--enrol", "@enrol.json")
    done = desk.run(*words)
    assert (done.status, "bad-signature" in done.err) == (1, True)
    assert not (desk.folder / "new").exists()


def test_what_a_lost_device_says_after_its_revocation_is_void(desk: Desk) -> None:
    enrolled(desk)
    words = ("key", "revoke", "A/record", "--feed", "A", "--size", "1", "--root", "A/root.key")
    (desk.folder / "revoke.json").write_text(desk.says(*words), encoding="utf-8")
    desk.says("append", "A2/record", "--kind", "key.revoke", "--body", "@revoke.json")
    desk.append("A", "plan.propose", {"text": "what a thief says"})
    desk.carry("A2", "B")
    desk.carry("A", "B")
    found = desk.facts("show", "B/record")
    assert {each["id"].rpartition(":")[0]: each["void"] for each in found["entries"]} == {
        "A:0": False, "A/2:0": False, "A/2:1": False, "A:1": True, "B:0": False, "M:0": False,
    }  # fmt: skip
    assert found["moves"] == []
    both_verify(desk, "B")


def test_a_restored_record_signs_only_after_its_own_entries_came_back(desk: Desk) -> None:
    shutil.copytree(desk.folder / "A" / "record", desk.folder / "backup")
    desk.append("A", "note")
    desk.carry("A", "B")
    shutil.rmtree(desk.folder / "A" / "record")
    shutil.copytree(desk.folder / "backup", desk.folder / "A" / "record")
    done = desk.run("append", "A/record", "--kind", "ack")
    assert (done.status, "Import a bundle from a member who has them" in done.err) == (1, True)
    assert desk.run("append", "A/record", "--kind", "ack", "--moved").status == 1
    desk.carry("B", "A")
    desk.append("A", "ack")
    assert desk.facts("evidence", "B/record")["forked"] == []


def test_a_lost_record_is_opened_again_from_what_others_have(desk: Desk) -> None:
    desk.append("A", "note")
    desk.carry("A", "B")
    shutil.rmtree(desk.folder / "A" / "record")
    desk.says("bundle", "B/record", "-o", "B.bundle")
    desk.says("open", "B.bundle", "-o", "A/record", "--key", "A/sign.key")
    assert desk.append("A", "ack").startswith("A:2:")


def test_a_copied_key_that_signs_all_the_same_is_convicted(desk: Desk) -> None:
    shutil.copytree(desk.folder / "A", desk.folder / "kept")
    desk.append("A", "note", {"text": "one story"})
    desk.carry("A", "B")
    shutil.rmtree(desk.folder / "A")
    shutil.copytree(desk.folder / "kept", desk.folder / "A")
    refused = desk.run("append", "A/record", "--kind", "note")
    assert (refused.status, "the key or its guard was copied or restored" in refused.err) == (1, True)
    desk.append("A", "note", {"text": "another story"}, "--moved")
    desk.says("bundle", "A/record", "-o", "A.bundle")
    assert "A: FORKED" in desk.says("import", "B/record", "A.bundle")
    assert desk.says("evidence", "B/record", "-o", "fork.bundle") == "two histories are signed by: A\n"
    assert desk.facts("evidence", "fork.bundle")["forked"] == ["A"]
    done = desk.run("verify", "fork.bundle")
    assert (done.status, done.err) == (
        1, "allforall: fork: A has signed two histories; the evidence is here\n"
    )  # fmt: skip
    assert second.verify_bundle((desk.folder / "fork.bundle").read_bytes()).verdict == "fork"
    assert desk.says("show", "B/record").endswith("FORKED: A has signed two histories\n")


def test_a_locked_key_signs_with_its_passphrase_and_leaves_nothing_without(tmp_path: Path) -> None:
    desk = with_keys(tmp_path)
    plain = desk.facts("key", "show", "A/sign.key")["public"]
    desk.says("key", "new", "-o", "A/locked.key", "--locked", ALLFORALL_PASSPHRASE="open sesame")
    locked = json.loads((tmp_path / "A" / "locked.key").read_text(encoding="utf-8"))["public"]
    case = (tmp_path / "case.toml").read_text(encoding="utf-8").replace(plain, locked)
    (tmp_path / "case.toml").write_text(case, encoding="utf-8")
    opening = ("open", "case.toml", "-o", "A/record", "--key", "A/locked.key")
    assert desk.run(*opening).status == 1
    assert not (tmp_path / "A" / "record").exists()
    desk.says(*opening, ALLFORALL_PASSPHRASE="open sesame")
    assert desk.run("append", "A/record", "--kind", "ack").status == 1
    desk.says("append", "A/record", "--kind", "ack", ALLFORALL_PASSPHRASE="open sesame")
    assert "2 entries" in desk.says("verify", "A/record")
