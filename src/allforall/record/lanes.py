"""The record as one page: a lane for each feed with arrows for what was seen, then everything in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from allforall.people.charts import table
from allforall.people.files import writing
from allforall.people.messages import Messages, messages
from allforall.people.page import Section, own_script, page, render
from allforall.record.entry import Entry
from allforall.record.moves import in_force, moves
from allforall.record.state import State
from allforall.record.story import Told
from allforall.record.telling import receipts, short, short_body

DRAWN = 400  # the newest entries, which the drawing shows
LISTED = 2_000  # the newest entries, which the table lists
_UNFOLDED = 100  # a longer table is folded away at first
_LANE, _ROW, _TOP, _FOOT = 180, 40, 56, 40  # width of a lane, height of a row, above and below them
_LABEL = 20  # characters of a kind beside its mark


@dataclass(frozen=True, slots=True)
class Lane:
    """One feed from top to bottom; `split` says that it has signed two histories."""

    feed: str
    role: str
    x: int
    split: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry: where it stands, its tone (`agreed`, `void` or `plain`), its label and what it says."""

    x: int
    y: int
    tone: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """From an entry that was seen to the one that states it."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The lanes with everything on them, in pixels; `to_left` when they are read from right to left."""

    width: int
    height: int
    lanes: list[Lane]
    arrows: list[Arrow]
    marks: list[Mark]
    to_left: bool


def write_page(path: Path, state: State, told: Sequence[Told], lang: str = "en") -> None:
    """Write a record, told in order, as one HTML page that fetches nothing and needs no JavaScript.

    Of a long record the newest entries are drawn and listed, and the page says so. Raises OutputError.
    """
    text = page_of(state, told, messages(lang))
    with writing(path) as target:
        target.write_bytes(text.encode("utf-8", "replace"))


def page_of(state: State, told: Sequence[Told], words: Messages) -> str:
    """The page as text."""
    say = words.say
    members = ", ".join(f"{each.id} ({say(f'role.{each.role}')})" for each in state.genesis.members.values())
    return page(
        say("record.title", title=state.genesis.title),
        [
            _lanes_section(state, told, words),
            Section(say("record.moves"), _moves(state, words)),
            Section(say("record.in_force"), _agreements(state, words)),
            Section(say("record.entries"), _entries(state, told, words), _cut(told, LISTED, words)),
        ],
        words.lang,
        words.direction,
        lead=say("record.lead", members=members, entries=f"{len(told):,}"),
        small_print=[say("record.case", case=state.genesis.case), say("record.claim")],
        contents=say("report.contents"),
        style=own_script("record/templates/lanes.css"),
    )


def drawing(state: State, told: Sequence[Told], words: Messages) -> Drawing:
    """Where everything stands: a column for each feed, a row for each depth in what was known."""
    feeds = sorted(state.feeds)
    to_left = words.direction == "rtl"
    columns = {feed: at for at, feed in enumerate(reversed(feeds) if to_left else feeds)}
    xs = {feed: at * _LANE + (_LANE - 24 if to_left else 24) for feed, at in columns.items()}
    depths = {depth: row for row, depth in enumerate(sorted({each.depth for each in told}))}
    ys = {(each.entry.feed, each.entry.n): _TOP + depths[each.depth] * _ROW for each in told}
    agreed = {entry.id for both in in_force(state) for entry in both}
    return Drawing(
        width=_LANE * len(feeds),
        height=_TOP + _ROW * len(depths) + _FOOT,
        lanes=[
            Lane(feed, words.say(f"role.{state.genesis.role(feed)}"), xs[feed], feed in state.evidence)
            for feed in feeds
        ],
        arrows=[
            Arrow(xs[other], ys[other, n], xs[each.entry.feed], ys[each.entry.feed, each.entry.n])
            for each in told
            for other, (size, root) in each.entry.seen.items()
            if (other, n := size - 1) in ys and state.backs(other, size, root)
        ],
        marks=[
            Mark(
                xs[each.entry.feed], ys[each.entry.feed, each.entry.n], _tone(each, agreed),
                _shortened(each.entry.kind), _title(state, each, words),
            )
            for each in told
        ],
        to_left=to_left,
    )  # fmt: skip


def _lanes_section(state: State, told: Sequence[Told], words: Messages) -> Section:
    drawn = drawing(state, told[-DRAWN:], words)
    split = [words.say("record.forked", feed=feed) for feed in sorted(state.evidence)]
    body = render("record/templates/lanes.html", drawn=drawn, words=words.part("record"), split=split)
    lead = " ".join(filter(None, [words.say("record.lanes_lead"), _cut(told, DRAWN, words)]))
    return Section(words.say("record.lanes"), body, lead)


def _moves(state: State, words: Messages) -> Markup:
    rows = [
        (
            each.member,
            words.say(f"act.{each.act.replace(' ', '_')}"),
            short(each.about),
            each.since or words.say("record.not_received"),
        )
        for each in moves(state)
    ]
    headers = [words.say(f"record.{key}") for key in ("member", "owes", "about", "since")]
    return table(headers, rows) if rows else _text(words.say("record.no_move"))


def _agreements(state: State, words: Messages) -> Markup:
    rows = [
        (short(proposal.id), proposal.kind, short_body(proposal), short(confirm.id), confirm.t)
        for proposal, confirm in in_force(state)
    ]
    headers = [words.say(f"record.{key}") for key in ("entry", "kind", "said", "confirmed", "dated")]
    return table(headers, rows) if rows else _text(words.say("record.no_agreement"))


def _entries(state: State, told: Sequence[Told], words: Messages) -> Markup:
    keys = ("entry", "dated", "kind", "said", "had_seen", "received", "remark")
    rows = [_row(state, each, words) for each in told[-LISTED:]]
    listed = table([words.say(f"record.{key}") for key in keys], rows)
    summary = words.say("record.unfold", entries=f"{len(rows):,}")
    return render(
        "record/templates/entries.html", table=listed, summary=summary, unfolded=len(rows) <= _UNFOLDED
    )


def _row(state: State, told: Told, words: Messages) -> tuple[str, ...]:
    entry = told.entry
    received = ", ".join(f"{member} {found.t}" for member, found in receipts(state, entry) if found)
    remark = ", ".join(_remarks(state, told, words))
    return (
        f"{entry.feed}:{entry.n}", entry.t, entry.kind, short_body(entry), _had_seen(entry), received, remark
    )  # fmt: skip


def _title(state: State, told: Told, words: Messages) -> str:
    entry = told.entry
    seen = _had_seen(entry)
    lines = [
        f"{entry.feed}:{entry.n}  {entry.kind}",
        entry.t,
        short_body(entry),
        f"{words.say('record.had_seen')}: {seen}" if seen else "",
        *_remarks(state, told, words),
    ]
    return "\n".join(filter(None, lines))


def _remarks(state: State, told: Told, words: Messages) -> Iterator[str]:
    if told.void:
        yield words.say("record.void")
    if told.dated_before:
        yield words.say("record.dated_before", t=told.dated_before)
    for feed, (size, root) in told.entry.seen.items():
        if not state.backs(feed, size, root):
            yield words.say("record.other_history", feed=feed)


def _had_seen(entry: Entry) -> str:
    return ", ".join(f"{feed}:{size - 1}" for feed, (size, _) in entry.seen.items())


def _tone(told: Told, agreed: set[str]) -> str:
    return "void" if told.void else "agreed" if told.entry.id in agreed else "plain"


def _cut(told: Sequence[Told], shown: int, words: Messages) -> str:
    """What the page says when it leaves the oldest entries out."""
    if len(told) <= shown:
        return ""
    return words.say("record.cut", shown=f"{shown:,}", entries=f"{len(told):,}")


def _shortened(kind: str) -> str:
    return kind if len(kind) <= _LABEL else kind[: _LABEL - 1] + "…"


def _text(text: str) -> Markup:
    return render("people/templates/text.html", text=text)
