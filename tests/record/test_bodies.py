"""The bodies that the page fixes: for each kind what is right, and what is `bad-body`."""

from __future__ import annotations

from typing import Any

import pytest

from allforall.record import entry
from tests.contrib import writer
from tests.record.building import agreed_class, seal_key, second

CASE = "ab" * 32
OF = "B:0:" + "ab" * 32
KEY = writer.Key("A").hex
SIGNED = [{"key": KEY, "sig": "00" * 64}]
ENROL = {"case": CASE, "feed": "A/2", "sign": [KEY], "threshold": 1}
REVOKE = {"case": CASE, "feed": "A/2", "size": 0}
LISTED = {"round": 0, "rows": 1, "root": "00" * 32}
SEALS = [seal_key("A").public, seal_key("A", hybrid=False).public]


def judged(kind: str, body: Any, feed: str) -> str:
    n = 0 if kind == "open" else 3
    line = writer.dumps(
        {"v": 1, "case": CASE, "feed": feed, "n": n, "t": writer.MORNING, "kind": kind, "body": body}
    )
    return agreed_class(
        lambda: entry.scan(CASE, feed, n, [line]),
        lambda: second.check_place(second.read_entry(line, CASE), feed, n, ""),
    )


RIGHT: list[tuple[str, Any]] = [
    ("open", {}),
    *(("open", {"seal": seal}) for seal in SEALS),
    *(("key.seal", {"seal": seal}) for seal in SEALS),
    ("key.rotate", {"sign": [KEY], "threshold": 1}),
    ("key.revoke", {"revoke": REVOKE, "roots": SIGNED}),
    ("erase", {"of": OF, "row": 0, "ground": "asked for by the family"}),
    ("plan.propose", {}),
    ("plan.propose", {"replaces": OF, "text": "x"}),
    ("plan.accept", {"of": OF, "more": 1}),
    ("terms.stage.confirm", {"of": OF}),
    ("psi.commit", {"round": 0}),
    ("list.commit", {**LISTED, "more": 1}),
    ("list.reveal", {"of": OF}),
    ("list.chunk", {"of": OF, "i": 0, "k": 2}),
    ("list.chunk", {"of": OF, "i": 255, "k": 256}),
    ("list.release", {"of": [OF, OF]}),
    ("list.release", {"of": []}),
    ("commit", {}),
    ("key.other", {}),
]


@pytest.mark.parametrize(("kind", "body"), RIGHT)
def test_a_body_of_the_form_is_taken(kind: str, body: Any) -> None:
    assert judged(kind, body, "A") == "valid"


@pytest.mark.parametrize("more", [{}, {"seal": SEALS[0]}])
def test_a_further_device_opens_with_its_enrolment(more: dict[str, Any]) -> None:
    assert judged("open", {"enrol": ENROL, "roots": SIGNED, **more}, "A/2") == "valid"
    assert judged("open", {"enrol": ENROL, "roots": SIGNED, **more}, "A") == "bad-body"


WRONG: list[tuple[str, Any]] = [
    ("open", {"more": 1}),
    ("open", {"seal": {}}),
    ("open", {"seal": {"mlkem768": SEALS[0]["mlkem768"]}}),
    ("open", {"seal": {**SEALS[0], "more": 1}}),
    ("open", {"seal": {**SEALS[0], "mlkem768": "00"}}),
    ("open", {"seal": {"x25519": "0" * 63}}),
    ("open", {"seal": None}),
    ("key.seal", {}),
    ("key.seal", {"seal": SEALS[0], "more": 1}),
    ("key.rotate", {"sign": [], "threshold": 1}),
    ("key.rotate", {"sign": [KEY], "threshold": 2}),
    ("key.rotate", {"sign": [KEY, KEY], "threshold": 1}),
    ("key.rotate", {"sign": [KEY], "threshold": 1, "more": 1}),
    ("key.revoke", {"revoke": REVOKE}),
    ("key.revoke", {"revoke": REVOKE, "roots": []}),
    ("key.revoke", {"revoke": REVOKE, "roots": SIGNED * 17}),
    ("key.revoke", {"revoke": REVOKE, "roots": [{"key": KEY}]}),
    ("key.revoke", {"revoke": REVOKE, "roots": [{"key": KEY, "sig": "00" * 63}]}),
    ("key.revoke", {"revoke": {**REVOKE, "size": -1}, "roots": SIGNED}),
    ("key.revoke", {"revoke": {**REVOKE, "size": True}, "roots": SIGNED}),
    ("key.revoke", {"revoke": {**REVOKE, "feed": "a"}, "roots": SIGNED}),
    ("key.revoke", {"revoke": {**REVOKE, "more": 1}, "roots": SIGNED}),
    ("erase", {"of": OF, "row": 0}),
    ("erase", {"of": OF, "row": -1, "ground": ""}),
    ("erase", {"of": OF, "row": 0, "ground": 7}),
    ("erase", {"of": OF, "row": 0, "ground": "", "more": 1}),
    ("plan.propose", {"replaces": "B:0"}),
    ("plan.propose", {"replaces": None}),
    ("plan.accept", {}),
    ("plan.accept", {"of": [OF]}),
    ("plan.accept", {"of": OF + "\n"}),
    ("plan.accept", {"of": OF.replace("B:0", "B:00")}),
    ("plan.confirm", {"of": OF.upper()}),
    ("list.reveal", {"of": 7}),
    ("psi.commit", {}),
    ("psi.commit", {"round": -1}),
    ("psi.commit", {"round": "0"}),
    ("psi.commit", {"round": True}),
    ("list.commit", {**LISTED, "rows": 0}),
    ("list.commit", {**LISTED, "root": "00"}),
    ("list.commit", {"round": 0}),
    ("list.chunk", {"of": OF, "i": 0, "k": 1}),
    ("list.chunk", {"of": OF, "i": 0, "k": 257}),
    ("list.chunk", {"of": OF, "i": 2, "k": 2}),
    ("list.chunk", {"of": OF, "i": -1, "k": 2}),
    ("list.chunk", {"of": OF, "i": 0}),
    ("list.chunk", {"of": OF, "i": 0, "k": "2"}),
    ("list.release", {"of": OF}),
    ("list.release", {"of": [OF, 7]}),
    ("list.release", {}),
]


@pytest.mark.parametrize(("kind", "body"), WRONG)
def test_a_body_of_another_form_is_refused(kind: str, body: Any) -> None:
    assert judged(kind, body, "A") == "bad-body"


WRONG_ENROLMENTS: list[dict[str, Any]] = [
    {},
    {"enrol": ENROL},
    {"roots": SIGNED},
    {"enrol": ENROL, "roots": []},
    {"enrol": ENROL, "roots": SIGNED, "more": 1},
    {"enrol": {**ENROL, "more": 1}, "roots": SIGNED},
    {"enrol": {**ENROL, "threshold": 0}, "roots": SIGNED},
    {"enrol": {**ENROL, "feed": "A/1"}, "roots": SIGNED},
    {"enrol": {**ENROL, "case": "ab"}, "roots": SIGNED},
    {"enrol": {**ENROL, "sign": KEY}, "roots": SIGNED},
    {"enrol": [], "roots": SIGNED},
]


@pytest.mark.parametrize("body", WRONG_ENROLMENTS)
def test_an_enrolment_of_another_form_is_refused(body: dict[str, Any]) -> None:
    assert judged("open", body, "A/2") == "bad-body"


def test_open_stands_first_and_only_there() -> None:
    for kind, n in (("note", 0), ("open", 3)):
        line = writer.dumps(
            {"v": 1, "case": CASE, "feed": "A", "n": n, "t": writer.MORNING, "kind": kind, "body": {}}
        )
        assert (
            agreed_class(
                lambda line=line, n=n: entry.scan(CASE, "A", n, [line]),
                lambda line=line, n=n: second.check_place(second.read_entry(line, CASE), "A", n, ""),
            )
            == "bad-body"
        )
