"""The page of a record: lanes, arrows, what is in force, what is void, what was forked; in five languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from allforall.people.errors import OutputError
from allforall.people.messages import LANGUAGES, messages
from allforall.record import lanes
from allforall.record.lanes import Arrow, Drawing, drawing, page_of, write_page
from allforall.record.telling import lines_of, receipts, stories
from tests.record.building import Node, met, sync

ATTACK = "</title><img src=x onerror=alert(1)>"


def drawn(node: Node, lang: str = "en") -> Drawing:
    state, told = stories(node.case.store)
    return drawing(state, told, messages(lang))


def page(node: Node, lang: str = "en") -> str:
    state, told = stories(node.case.store)
    return page_of(state, told, messages(lang))


def agreed() -> list[Node]:
    """A has proposed, B accepted, A confirmed."""
    a, b, m = met()
    proposal = a.say("plan.propose", {"text": "1000:1000"})
    sync(a, b, m)
    b.say("plan.accept", {"of": proposal.id})
    sync(a, b, m)
    a.say("plan.confirm", {"of": proposal.id})
    return [a, b, m]


def test_each_feed_has_a_lane_and_each_entry_a_mark_on_it() -> None:
    a = agreed()[0]
    found = drawn(a)
    assert [lane.feed for lane in found.lanes] == ["A", "B", "M"]
    assert len(found.marks) == sum(a.sizes().values())
    assert {mark.x for mark in found.marks} == {lane.x for lane in found.lanes}


def test_an_arrow_leads_from_what_was_seen_down_to_who_states_it() -> None:
    a, b, _ = met()
    a.say("note", {"text": "hello"})
    b.take(a.bundle())
    b.say("ack")
    found = drawn(b)
    note = next(mark for mark in found.marks if mark.label == "note")
    ack = next(mark for mark in found.marks if mark.label == "ack")
    assert Arrow(note.x, note.y, ack.x, ack.y) in found.arrows
    assert all(arrow.y1 < arrow.y2 for arrow in found.arrows)


def test_a_proposal_in_force_and_its_confirm_are_marked() -> None:
    found = drawn(agreed()[0])
    assert [mark.label for mark in found.marks if mark.tone == "agreed"] == ["plan.propose", "plan.confirm"]


def test_the_lane_of_a_forked_feed_is_split_and_the_page_says_so() -> None:
    a, b, _ = met()
    twin = a.twin()
    a.say("note", {"text": "one"})
    twin.say("note", {"text": "other"})
    b.take(a.bundle())
    b.take(twin.bundle())
    assert [lane.feed for lane in drawn(b).lanes if lane.split] == ["A"]
    assert "Forked: A has signed two histories" in page(b)


def test_who_has_seen_the_other_history_has_not_seen_this_one() -> None:
    """Nothing false is said of B, who acknowledged the history that M does not hold."""
    a, b, m = met()
    twin = a.twin()
    twin.clock = "2026-05-16T18:00:00Z"
    a.say("note", {"text": "one"})
    twin.say("note", {"text": "other"})
    b.take(a.bundle())
    b.say("ack")
    m.take(twin.bundle())
    m.take(b.bundle())
    state, told = stories(m.case.store)
    other = next(each for each in told if each.entry.kind == "note")
    ack = next(each for each in told if each.entry.kind == "ack")
    assert other.entry.body == {"text": "other"}
    assert dict(receipts(state, other.entry)) == {"B": None, "M": None}
    assert ack.dated_before is None
    found = drawing(state, told, messages("en"))
    place = next((mark.x, mark.y) for mark in found.marks if mark.label == "note")
    assert not [arrow for arrow in found.arrows if (arrow.x1, arrow.y1) == place]
    assert "had seen the other history of A" in page(m)
    assert "had seen A up to 2 of its other history" in "\n".join(lines_of(state, told))


def test_in_arabic_the_first_lane_stands_on_the_right() -> None:
    a, *_ = met()
    left, right = drawn(a), drawn(a, "ar")
    assert left.lanes[0].x < left.lanes[-1].x
    assert [lane.feed for lane in right.lanes] == [lane.feed for lane in left.lanes]
    assert [right.width - lane.x for lane in right.lanes] == [lane.x for lane in left.lanes]


def test_what_an_entry_says_is_text_and_never_markup() -> None:
    a, *_ = met()
    a.say("note", {"text": ATTACK})
    text = page(a)
    assert "<img" not in text
    assert "&lt;img src=x" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_every_language(lang: str) -> None:
    text = page(agreed()[0], lang)
    assert f'<html lang="{lang}" dir="{LANGUAGES[lang]}">' in text
    assert messages(lang).say("record.moves") in text


def test_whose_move_it_is_stands_on_the_page_in_words() -> None:
    a, b, m = met()
    a.say("plan.propose", {"text": "1000:1000"})
    assert "not known to have received it" in page(a)
    sync(a, b, m)
    b.say("ack")
    a.take(b.bundle())
    assert re.search(r"accept or counter.*A:1.*2026-05-16T12:00:00Z", page(a), flags=re.DOTALL)


def test_of_a_long_record_the_newest_entries_are_shown_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lanes, "DRAWN", 5)
    monkeypatch.setattr(lanes, "LISTED", 8)
    a, *_ = met()
    for at in range(20):
        a.say("note", {"text": f"number {at}"})
    text = page(a)
    assert "Only the newest 5 of 23 entries are shown" in text
    assert "Only the newest 8 of 23 entries are shown" in text
    assert text.count('<g class="mark plain"><title>'.replace("><", ">\n<")) == 5
    assert "number 19" in text
    assert "number 11" not in text


def test_a_record_without_entries_has_a_page() -> None:
    assert "0 entries in order" in page(Node("A"))


def test_a_page_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    state, told = stories(met()[0].case.store)
    with pytest.raises(OutputError, match="cannot be written"):
        write_page(tmp_path / "gone" / "page.html", state, told)
