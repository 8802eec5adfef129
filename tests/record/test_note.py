"""Checkpoints: what is one, who has to sign it, and what is passed over."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allforall.record import note
from allforall.record.note import Keys
from tests.contrib import writer
from tests.record.building import agreed_class, second

ORIGIN = note.origin_of("ab" * 32, "A")
ROOT = bytes(range(32))
OFFICERS = [writer.Key(word) for word in ("one", "two", "three")]
TWO_OF_THREE = Keys(tuple(key.hex for key in OFFICERS), 2)


def signed(*officers: writer.Key, origin: str = ORIGIN, size: int = 7) -> str:
    return note.sign(origin, size, ROOT, [key.private for key in officers])


def judged(text: str, keys: Keys = TWO_OF_THREE) -> str:
    """The class that both verifiers give a checkpoint of this origin."""

    def here() -> None:
        note.check(note.read(text, "here"), ORIGIN, keys, "here")

    def there() -> None:
        found = second.read_checkpoint(text)
        second.check_origin(found, "ab" * 32, "A")
        second.check_signatures(found, second.key_list(list(keys.sign), keys.threshold))

    return agreed_class(here, there)


def test_it_is_written_as_the_page_says() -> None:
    text = signed(OFFICERS[0])
    assert text == writer.note(ORIGIN, 7, ROOT, OFFICERS[:1])
    assert text.startswith(f"{ORIGIN}\n7\n{base64.b64encode(ROOT).decode()}\n\n— {ORIGIN} ")


def test_it_is_read_as_it_was_written() -> None:
    found = note.read(signed(*OFFICERS), "here")
    assert (found.origin, found.size, found.root, len(found.signatures)) == (ORIGIN, 7, ROOT, 3)


def test_enough_officers_have_to_sign() -> None:
    assert judged(signed(*OFFICERS[:2])) == "valid"
    assert judged(signed(*OFFICERS)) == "valid"
    assert judged(signed(OFFICERS[0])) == "bad-signature"


def test_one_officer_does_not_count_twice() -> None:
    assert judged(signed(OFFICERS[0], OFFICERS[0])) == "bad-signature"


def test_a_witness_may_sign_as_well() -> None:
    witness = writer.signature_line("witness.example", writer.Key("witness"), "whatever")
    assert judged(signed(*OFFICERS[:2]) + witness) == "valid"
    assert judged(signed(OFFICERS[0]) + witness) == "bad-signature"


def test_a_stranger_under_the_same_name_is_passed_over() -> None:
    assert judged(signed(*OFFICERS[:2], writer.Key("stranger"))) == "valid"


def test_a_wrong_signature_of_an_officer_spoils_it_even_when_enough_are_right() -> None:
    other = signed(OFFICERS[2], size=8).splitlines()[-1]
    assert judged(signed(*OFFICERS[:2]) + other + "\n") == "bad-signature"


@pytest.mark.parametrize("length", [1, 63, 65])
def test_a_signature_of_another_length_is_wrong(length: int) -> None:
    line = signed(OFFICERS[2]).splitlines()[-1]
    head, _, coded = line.rpartition(" ")
    data = (base64.b64decode(coded) + b"x")[: 4 + length]
    assert judged(signed(*OFFICERS[:2]) + f"{head} {base64.b64encode(data).decode()}\n") == "bad-signature"


@pytest.mark.parametrize("origin", [note.origin_of("ab" * 32, "B"), note.origin_of("cd" * 32, "A"), "A"])
def test_a_checkpoint_of_another_feed_or_case(origin: str) -> None:
    assert judged(signed(*OFFICERS, origin=origin)) == "wrong-origin"


BENT: dict[str, Callable[[str], str]] = {
    "no signatures": lambda text: text.partition("\n\n")[0] + "\n\n",
    "no empty line": lambda text: text.replace("\n\n", "\n", 1),
    "a fourth line": lambda text: text.replace("\n\n", "\nmore\n\n", 1),
    "size nought": lambda text: text.replace("\n7\n", "\n0\n"),
    "leading nought": lambda text: text.replace("\n7\n", "\n07\n"),
    "plus": lambda text: text.replace("\n7\n", "\n+7\n"),
    "another digit": lambda text: text.replace("\n7\n", "\n٧\n"),
    "beyond 2^53": lambda text: text.replace("\n7\n", f"\n{2**53}\n"),
    "seventeen digits": lambda text: text.replace("\n7\n", "\n" + "1" * 17 + "\n"),
    "short root": lambda text: text.replace(base64.b64encode(ROOT).decode(), "AAAA"),
    "root with other bits behind": lambda text: text.replace("Hh8=", "Hh9="),
    "root without padding": lambda text: text.replace("Hh8=\n", "Hh8\n"),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "a tab in the origin": lambda text: text.replace("/A\n", "/A\t\n", 1),
    "no line feed at the end": lambda text: text[:-1],
    "an empty line at the end": lambda text: text + "\n",
    "a hyphen for the dash": lambda text: text.replace("—", "-"),
    "no name": lambda text: text.replace(f"— {ORIGIN} ", "—  "),
    "two names": lambda text: text.replace(f"— {ORIGIN} ", f"— {ORIGIN} B "),
    "a plus in a name": lambda text: text + "— wit+ness AAAAAAAA\n",
    "a no-break space in a name": lambda text: text + "— wit\u00a0ness AAAAAAAA\n",
    "a signature of four bytes": lambda text: text + "— witness AAAAAA==\n",
    "no base64": lambda text: text + "— witness ????????\n",
    "forty-nine signatures": lambda text: text + "— witness AAAAAAAA\n" * 48,
    "too long": lambda text: text + "— " + "w" * note.LONGEST + " AAAAAAAA\n",
    "no origin": lambda text: text.replace(ORIGIN + "\n", "\n", 1),
    "nothing": lambda text: "",
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT.keys())
def test_what_is_not_of_the_form(bend: Callable[[str], str]) -> None:
    text = signed(OFFICERS[0])
    assert bend(text) != text
    assert judged(bend(text)) == "bad-checkpoint"


@given(st.data())
def test_no_changed_byte_is_taken(data: st.DataObject) -> None:
    text = signed(*OFFICERS[:2])
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda each: each != text[at]))
    assert judged(text[:at] + letter + text[at + 1 :]) != "valid"
