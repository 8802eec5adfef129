"""`allforall record`, as a person at the keyboard sees it: what each command prints, and its JSON."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from allforall.cli.record import COMMANDS
from tests.cli.recording import SMALL, Desk, opened, swapped, with_keys

WORDS = [[word] for word in sorted(COMMANDS)] + [["key", word] for word in ("new", "show", "enrol", "revoke")]
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_every_command_answers_help(words: list[str], tmp_path: Path) -> None:
    text = Desk(tmp_path).says(*words, "--help")
    assert text.startswith(f"Usage: allforall record {' '.join(words)} ")


def test_help_loads_no_cryptography() -> None:
    program = (
        "import sys\nfrom allforall.cli.main import cli\n"
        "cli.main(['record', '--help'], standalone_mode=False)\n"
        "assert not {'cryptography', 'orjson', 'jinja2'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_case_is_opened_and_its_id_is_shown_to_be_read_aloud(tmp_path: Path) -> None:
    desk = with_keys(tmp_path)
    text = desk.says("open", "case.toml", "-o", "A/record", "--key", "A/sign.key")
    assert re.fullmatch(r"A/record: record of A\n  case id ([0-9a-f]{8} ?){8}\n", text)


def test_whoever_joins_from_a_bundle_or_a_case_file_has_the_same_case(tmp_path: Path) -> None:
    desk = with_keys(tmp_path)
    case = desk.facts("open", "case.toml", "-o", "A/record", "--key", "A/sign.key")["case"]
    desk.says("bundle", "A/record", "-o", "A.bundle")
    by_bundle = desk.facts("open", "A.bundle", "-o", "B/record", "--key", "B/sign.key")
    by_file = desk.facts("open", "A/record/case.json", "-o", "M/record", "--key", "M/sign.key")
    assert (by_bundle["case"], by_bundle["feed"]) == (case, "B")
    assert (by_file["case"], by_file["feed"]) == (case, "M")


def test_append_says_place_and_id(desk: Desk) -> None:
    text = desk.says("append", "A/record", "--kind", "note", "--body", '{"text":"hello"}')
    assert re.fullmatch(r"A:1 note\n  id A:1:[0-9a-f]{64}\n", text)
    assert desk.facts("append", "A/record", "--kind", "ack").keys() == {"id", "t", "kind"}


def test_a_body_may_come_from_a_file(desk: Desk) -> None:
    (desk.folder / "body.json").write_text('{"text":"1000:1000"}', encoding="utf-8")
    desk.says("append", "A/record", "--kind", "plan.propose", "--body", "@body.json")
    assert '{"text": "1000:1000"}' in desk.says("show", "A/record")


def test_bundle_says_how_large_it_is_and_leaves_out_what_is_known(desk: Desk) -> None:
    whole = desk.facts("bundle", "A/record", "-o", "whole.bundle")
    assert whole["bytes"] == (desk.folder / "whole.bundle").stat().st_size
    assert whole["feeds"] == {"A": 1, "B": 1, "M": 1}
    text = desk.says("bundle", "A/record", "--for", "B", "-o", "part.bundle")
    assert re.fullmatch(r"part\.bundle: [\d,]+ bytes\n", text)
    assert (desk.folder / "part.bundle").stat().st_size < whole["bytes"]


def test_import_says_what_came_and_the_second_time_nothing(desk: Desk) -> None:
    desk.append("A", "note")
    desk.append("A", "note")
    desk.says("bundle", "A/record", "-o", "A.bundle")
    assert desk.says("import", "B/record", "A.bundle") == "A: 2 new entries\n"
    before = desk.contents()
    assert desk.says("import", "B/record", "A.bundle") == "nothing new\n"
    assert desk.contents() == before
    assert desk.facts("import", "B/record", "A.bundle")["entries"] == {}


def test_a_bundle_that_comes_too_early_waits(desk: Desk) -> None:
    desk.append("A", "note")
    desk.says("bundle", "A/record", "-o", "1.bundle")
    desk.says("import", "B/record", "1.bundle")
    desk.append("B", "ack")
    desk.carry("B", "A")
    desk.append("A", "note")
    desk.says("bundle", "A/record", "--for", "B", "-o", "2.bundle")
    assert "kept aside until what it builds on has come" in desk.says("import", "M/record", "2.bundle")
    desk.says("bundle", "B/record", "-o", "B.bundle")
    assert "1 that had waited came in after it" in desk.says("import", "M/record", "B.bundle")


def test_show_tells_who_said_what_and_whose_move_it_is(desk: Desk) -> None:
    desk.append("A", "plan.propose", {"text": "1000:1000"})
    desk.carry("A", "B")
    text = desk.says("show", "A/record")
    assert text.startswith("“Exchange of May”, case ")
    assert re.search(rf'{TIME}  A:1  plan\.propose  {{"text": "1000:1000"}}', text)
    assert "whose move:\n  B: accept or counter (A:1), not known to have received it\n" in text
    desk.append("B", "ack")
    desk.carry("B", "A")
    assert re.search(rf"B: accept or counter \(A:1\), since {TIME}", desk.says("show", "A/record"))


def test_show_gives_json_and_a_page_in_any_language(desk: Desk) -> None:
    proposal = desk.append("A", "plan.propose", {"text": "1000:1000"})
    found = desk.facts("show", "A/record", "--html", "page.html", "--lang", "ar")
    assert found["members"] == {"A": "party", "B": "party", "M": "mediator"}
    assert found["entries"][-1] | {"t": ""} == {
        "id": proposal, "t": "", "kind": "plan.propose", "body": {"text": "1000:1000"}, "void": False,
        "dated_before": None, "receipts": {"B": None, "M": None}, "says": None,
        "refused": {"rule": "bad-fields", "about": "A:1: plan.propose has no field 'text'", "rows": []},
    }  # fmt: skip
    assert found["moves"] == [{"member": "B", "act": "accept or counter", "about": proposal, "since": None}]
    assert '<html lang="ar" dir="rtl">' in (desk.folder / "page.html").read_text(encoding="utf-8")


def test_an_agreement_is_in_force_once_it_is_confirmed(desk: Desk) -> None:
    proposal = desk.append("A", "plan.propose", {"text": "1000:1000"})
    desk.carry("A", "B")
    desk.append("B", "plan.accept", {"of": "A:1"})
    desk.carry("B", "A")
    confirm = desk.append("A", "plan.confirm", {"of": "A:1"})
    assert desk.facts("show", "A/record")["in_force"] == [{"proposal": proposal, "confirm": confirm}]


def test_verify_tells_how_far_each_has_seen(desk: Desk) -> None:
    lines = desk.says("verify", "B/record").splitlines()
    assert lines[0] == "valid and complete: 3 entries, 3 feeds"
    assert lines[1].startswith("  case ")
    assert lines[2:] == [
        "  A: 1 entry; known to have seen nothing of others",
        "  B: 1 entry; known to have seen A up to 1 of 1",
        "  M: 1 entry; known to have seen A up to 1 of 1",
    ]
    found = desk.facts("verify", "B/record")
    assert (found["valid"], found["entries"]) == (True, {"A": 1, "B": 1, "M": 1})
    case = found["case"]
    assert desk.says("verify", "B/record", "--case", f"{case[:32]} {case[32:]}".upper())


def test_verify_names_who_has_not_opened(tmp_path: Path) -> None:
    desk = with_keys(tmp_path)
    desk.says("open", "case.toml", "-o", "A/record", "--key", "A/sign.key")
    desk.says("bundle", "A/record", "-o", "A.bundle")
    assert desk.says("verify", "A.bundle").endswith("  B has not opened\n  M has not opened\n")


def test_lists_are_read_when_they_have_been_opened(tmp_path: Path) -> None:
    desk = swapped(tmp_path)
    assert desk.says("read", "B/record", "A:1", "-o", "list.csv") == "4 people; list.csv\n"
    header, first, *_ = (desk.folder / "list.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("record_row,id,surname,given_name")
    assert first.startswith("0,A-1,Гнатюк,Олексій")
    assert desk.facts("read", "B/record", "B:1", "-o", "own.csv") == {"people": 3, "file": "own.csv"}


def test_a_file_is_sealed_to_a_member_and_opened_by_it(desk: Desk) -> None:
    (desk.folder / "letter.txt").write_text("for B alone", encoding="utf-8")
    desk.append("A", "note", {"about": "a letter"}, "--attach", "letter.txt", "--to", "B")
    desk.carry("A", "B", "M")
    assert desk.says("read", "B/record", "A:1", "-o", "got.txt") == "11 bytes; got.txt\n"
    assert (desk.folder / "got.txt").read_text(encoding="utf-8") == "for B alone"
    done = desk.run("read", "M/record", "A:1", "-o", "m.txt")
    assert (done.status, done.err) == (1, "allforall: A:1 holds nothing that is sealed to M\n")
    assert b"for B alone" not in (desk.folder / "A.bundle").read_bytes()


def test_lists_in_equal_parts_by_turns(desk: Desk) -> None:
    desk.append("A", "list.commit", None, "--attach", SMALL / "wanted_a.csv")
    desk.carry("A", "B")
    desk.append("B", "list.commit", None, "--attach", SMALL / "wanted_b.csv")
    desk.carry("B", "A")
    for part in range(2):
        desk.append("A", "list.chunk", {"of": "A:1", "i": part, "k": 2})
        desk.carry("A", "B")
        desk.append("B", "list.chunk", {"of": "B:1", "i": part, "k": 2})
        desk.carry("B", "A")
    assert desk.facts("read", "B/record", "A:1", "-o", "a.csv")["people"] == 4
    assert desk.facts("read", "A/record", "B:1", "-o", "b.csv")["people"] == 3


def test_lists_through_a_mediator(desk: Desk) -> None:
    desk.append("A", "list.commit", None, "--attach", SMALL / "wanted_a.csv", "--to", "M")
    desk.append("B", "list.commit", None, "--attach", SMALL / "wanted_b.csv", "--to", "M")
    desk.carry("A", "M")
    desk.carry("B", "M")
    desk.append("M", "list.release", {"of": ["A:1", "B:1"]})
    desk.carry("M", "A", "B")
    assert desk.facts("read", "B/record", "A:1", "-o", "a.csv")["people"] == 4
    assert desk.facts("read", "A/record", "B:1", "-o", "b.csv")["people"] == 3


def test_an_entry_and_a_person_are_proven_to_who_has_no_record(tmp_path: Path) -> None:
    desk = swapped(tmp_path)
    assert re.fullmatch(r"p\.proof: [\d,]+ bytes\n", desk.says("prove", "A/record", "B:1", "-o", "p.proof"))
    assert desk.says("check-proof", "p.proof").startswith("valid: B has signed entry 1 (list.commit), dated ")
    assert desk.facts("prove", "A/record", "A:1", "--row", "1", "-o", "p.proof").keys() == {
        "id", "proof", "bytes"
    }  # fmt: skip
    found = desk.facts("check-proof", "p.proof")
    assert (found["kind"], found["person"]["given_name"]) == ("list.commit", "Андрій")
    assert desk.says("check-proof", "p.proof", "--case", found["case"])


def test_a_person_is_erased_here_and_where_the_entry_is_imported(tmp_path: Path) -> None:
    desk = swapped(tmp_path)
    text = desk.says("erase", "A/record", "A:1", "2", "--ground", "request of the family")
    assert text == "A:3 erase: row 2 of A:1 is destroyed here\n"
    desk.carry("A", "B")
    assert desk.facts("read", "B/record", "A:1", "-o", "list.csv")["people"] == 3
    assert desk.facts("verify", "B/record")["valid"]
    assert desk.facts("erase", "A/record", "A:1", "0", "--ground", "error")["row"] == 0
    done = desk.run("erase", "A/record", "A:1", "2", "--ground", "again")
    assert (done.status, done.err) == (1, "allforall: A:1 has no person in row 2, or no more\n")


def test_evidence_says_that_nothing_was_forked(desk: Desk) -> None:
    assert desk.says("evidence", "A/record") == "no feed was forked, as far as is known here\n"
    assert desk.facts("evidence", "A/record", "-o", "e.bundle") == {"forked": [], "file": None}
    assert not (desk.folder / "e.bundle").exists()
