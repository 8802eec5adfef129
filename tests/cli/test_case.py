"""`allforall case`, as a person at the keyboard sees it: what a record comes to."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from allforall.cli.case import COMMANDS
from allforall.rehearsal.story import Wishes, tell
from tests.cli.recording import SMALL, Desk, Done, swapped

AFTER = "2026-06-20"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A whole made-up exchange in two stages: case.bundle, and the records A, B and M."""
    folder = tmp_path_factory.mktemp("exchange")
    tell(Wishes(seed=1, persons=20, stages=2)).write(folder)
    return Desk(folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Lists are committed to, A's is opened; B has been told so."""
    return swapped(tmp_path)


def case(desk: Desk, *words: str) -> Done:
    return desk.run(*words, group="case")


def says(desk: Desk, *words: str) -> str:
    done = case(desk, *words)
    assert (done.status, done.err) == (0, ""), done
    return done.out


def facts(desk: Desk, *words: str):
    return json.loads(says(desk, *words, "--json"))


@pytest.mark.parametrize("word", sorted(COMMANDS))
def test_every_command_answers_help(word: str, tmp_path: Path) -> None:
    assert says(Desk(tmp_path), word, "--help").startswith(f"Usage: allforall case {word} ")


def test_help_loads_no_cryptography() -> None:
    program = (
        "import sys\nfrom allforall.cli.main import cli\n"
        "cli.main(['case', '--help'], standalone_mode=False)\n"
        "assert not {'cryptography', 'orjson', 'jinja2'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# --- status ---


def test_status_of_a_whole_exchange(home: Desk) -> None:
    text = says(home, "status", "case.bundle", "--at", AFTER)
    assert (
        "at 2026-06-20T00:00:00Z: closed: all who came home are with their families, and the Bureau knows\n"
        in text
    )
    assert "\n  1: public, 2026-05-25 at the border crossing: the numbers are published\n" in text
    assert "\n     came home: A 8, B 8\n" in text
    assert "\n  stage 1: HOLD (M: drones over the road)\n" in text
    assert "\n  A:4 (exchange) an exchange in equal numbers: agreed; A proposed, B accepted\n" in text
    assert "\nwhose move:\n  A: report cards, since 2026-06-10T08:00:00Z\n" in text


def test_status_is_the_same_from_a_bundle_and_from_each_record(home: Desk) -> None:
    found = [facts(home, "status", where, "--at", AFTER) for where in ("case.bundle", "M")]
    assert found[0] == found[1]
    assert found[0]["state"] == "closed"
    assert [each["state"] for each in found[0]["stages"]] == ["public", "public"]
    assert sum(len(rows) for rows in found[0]["people"]["closed"].values()) == 30
    assert found[0]["talks"][0]["positions"]["B"]["word"] == "rejected"


def test_status_tells_who_owes_what_and_what_was_refused(desk: Desk) -> None:
    desk.append("M", "stage.resume", {"stage": 1, "office": "Council"})
    desk.append("A", "terms.propose", {"formula": {"A": 4, "B": 3}, "release": "series"})
    text = says(desk, "status", "A/record")
    assert ": open: nothing is agreed\n" not in text
    assert ": proposed: terms are proposed\n" in text
    assert "B: accept or counter (A:3), not known to have received it" in text
    refused = says(desk, "status", "M/record")
    assert "refused:\n  M:1 stage.resume, rule not-his-to-say: " in refused


# --- diff ---


def test_two_versions_are_compared_where_the_key_is(desk: Desk) -> None:
    lines = (SMALL / "wanted_a.csv").read_text(encoding="utf-8").splitlines()
    changed = desk.folder / "changed.csv"
    changed.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    first = desk.append("A", "list.commit", {"round": 2}, "--attach", SMALL / "wanted_a.csv")
    second = desk.append("A", "list.commit", {"round": 3}, "--attach", "changed.csv")
    text = says(desk, "diff", "A/record", first, second)
    assert text == f"withdrawn: rows {len(lines) - 2}\n"
    assert facts(desk, "diff", "A/record", first, first) == {"added": [], "withdrawn": [], "changed": []}


def test_two_opened_lists_are_compared_as_csv(desk: Desk) -> None:
    (desk.folder / "one.csv").write_text("record_row,surname,unit\n0,Bondar,7\n1,Koval,\n", encoding="utf-8")
    (desk.folder / "two.csv").write_text("record_row,surname,unit\n0,Bondar,8\n2,Melnyk,\n", encoding="utf-8")
    text = says(desk, "diff", "A/record", "one.csv", "two.csv")
    assert text == "added: rows 2\nwithdrawn: rows 1\nrow 0: unit: 7 → 8\n"
    assert says(desk, "diff", "A/record", "one.csv", "one.csv") == "no difference\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("case.bundle", "A:7", "A:7"), "A:7: a bundle holds no key to open a list"),
        (("M", "A:8", "A:8"), "A:8: is a list.reveal (expected a list.commit)"),
        (("M", "gone.csv", "A:7"), "gone.csv: cannot be read: no such file or directory"),
        (("M", "plain.csv", "A:7"), "plain.csv: not a list as `allforall record read` writes it"),
        (("gone", "A:7", "A:7"), "gone: cannot be read"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(home: Desk, words: tuple[str, ...], why: str) -> None:
    (home.folder / "plain.csv").write_text("surname\nBondar\n", encoding="utf-8")
    (home.folder / "M" / "own.json").write_text('{"feed": "M", "keys": ["M.key"]}', encoding="utf-8")
    done = case(home, "diff", *words)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"allforall: {why}")
    assert done.err.count("\n") == 1


# --- delay ---


def test_delay_tells_each_wait_from_receipt_to_act(home: Desk) -> None:
    text = says(home, "delay", "case.bundle", "--from", "2026-05-19", "--to", "2026-05-23", "--party", "A")
    assert text == (
        "Between 2026-05-19T00:00:00Z and 2026-05-23T00:00:00Z A was waited for in 1 thing for 48 h 06 min "
        "in all, time in which several things waited counted once.\n"
        "answer (B:7): received 2026-05-19T08:04:00Z, done 2026-05-21T08:10:00Z (A:14); 48 h 06 min.\n"
    )


def test_delay_of_every_party_as_values(home: Desk) -> None:
    found = facts(home, "delay", "M", "--from", "2026-05-19T08:00:00Z", "--to", "2026-05-20T08:00:00Z")
    assert [each["party"] for each in found["parties"]] == ["A", "B"]
    assert [each["open"] for each in found["parties"][0]["waits"]] == [True]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--from", "May", "--to", "2026-05-20"), "May: expected a day such as 2026-05-16"),
        (("--from", "2026-05-20", "--to", "2026-05-20"), "the period ends before it begins"),
        (("--from", "2026-05-19", "--to", "2026-05-20", "--party", "M"), "M: no party of this case (A, B)"),
    ],
)
def test_a_wrong_period_or_party_is_wrong_usage(home: Desk, words: tuple[str, ...], why: str) -> None:
    done = case(home, "delay", "case.bundle", *words)
    assert done.status == 2
    assert why in done.err


# --- claims ---


def test_claims_are_held_against_the_record(desk: Desk) -> None:
    said = {
        "party": "A", "role": "Press secretary", "act": "states", "words": "the list has been given",
        "language": "uk", "outlet": "briefing", "said_at": "2026-05-22T09:30:00Z", "said_precision": "hour",
        "source": "agency report", "claims": [{"that": "venue-agreed", "place": "the Vatican"}],
    }  # fmt: skip
    reported = desk.append("A", "statement.report", said)
    place = reported.rpartition(":")[0]
    assert says(desk, "claims", "A/record").startswith(
        f"{place}  Press secretary (A) states that a venue was agreed (place the Vatican): silent. By "
    )
    found = facts(desk, "claims", "A/record")["claims"]
    assert [(each["statement"], each["verdict"]) for each in found] == [(reported, "silent")]


def test_without_statements_there_are_no_claims(home: Desk) -> None:
    assert says(home, "claims", "case.bundle") == "no statement makes a claim\n"
    assert facts(home, "claims", "case.bundle") == {"claims": []}


# --- bulletin ---


def test_a_bulletin_holds_the_signed_numbers_in_each_language(home: Desk) -> None:
    assert says(home, "bulletin", "case.bundle", "--stage", "1", "--at", AFTER) == (
        "The exchange: stage 1\nPeople who came home to A: 8\nPeople who came home to B: 8\n"
        "All parties have signed for these numbers.\n"
    )
    texts = {
        lang: facts(home, "bulletin", "case.bundle", "--at", AFTER, "--lang", lang)["text"]
        for lang in ("en", "uk", "ru", "tr", "ar")
    }
    assert len({text[0] for text in texts.values()}) == len(texts)
    assert all("15" in text[1] and "15" in text[2] for text in texts.values())


def test_there_is_no_bulletin_before_anything_is_signed(desk: Desk, home: Desk) -> None:
    done = case(desk, "bulletin", "A/record")
    assert (done.status, done.err) == (1, "allforall: no plan is agreed\n")
    done = case(home, "bulletin", "case.bundle", "--stage", "9")
    assert (done.status, done.err) == (1, "allforall: stage 9: not in the plan\n")
