"""Windows: route, means and times of a stage, acknowledged for both sides' forces; HOLD, and its lifting."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from allforall.exchange.configuration import configuration
from allforall.exchange.errors import RuleBroken
from allforall.exchange.fold import KINDS, Exchange, rule
from allforall.exchange.persons import last_words
from allforall.exchange.stages import date, unbroken
from allforall.exchange.suspending import check_on
from allforall.exchange.things import STAGE, Of, Stage
from allforall.record.entry import Entry
from allforall.record.genesis import member_of
from allforall.record.kinds import REFERENCE, TEXT, TIME, Field, Kind, text

_NUMBER = {"stage": Field(STAGE, "the number of the stage")}
_EVERYBODY = frozenset({"party", "mediator", "observer"})

KINDS.add(
    Kind(
        "stage.window.request",
        "Asks that nobody fires on a route at a time; also binds the forces of who asks.",
        "{who} requests a window for stage {stage}: {route}, {means}, from {from} until {until}.",
        {
            **_NUMBER,
            "route": Field(text(500), "the way, from where to where"),
            "means": Field(text(500), "vehicles or aircraft, how many and how marked"),
            "from": Field(TIME, "when it opens"),
            "until": Field(TIME, "when it lapses"),
            "forces": Field(text(200), "the forces of one's own side that are bound by it"),
        },
        {
            "stage": 1, "route": "depot to crossing", "means": "six white buses, two ambulances",
            "from": "2026-05-23T06:00:00Z", "until": "2026-05-23T14:00:00Z", "forces": "brigade on the river",
        },
    )
)  # fmt: skip
KINDS.add(
    Kind(
        "stage.window.acknowledge",
        "A party has received the window and has bound its forces.",
        "{who} acknowledges {of} for {forces}.",
        {
            "of": Field(REFERENCE, "the request"),
            "forces": Field(text(200), "the forces of one's own side that are bound by it"),
        },
        {"of": "A:4:" + "0" * 64, "forces": "air defence of the region"},
    )
)
KINDS.add(
    Kind(
        "stage.hold",
        "Everything stops. Anyone at the point can say it; only the overseers lift it.",
        "{who}: HOLD on stage {stage}: {why}",
        {**_NUMBER, "why": Field(TEXT, "why, without a name")},
        {"stage": 1, "why": "drones over the road"},
        _EVERYBODY,
    )
)
KINDS.add(
    Kind(
        "stage.alert",
        "An alert falls into a stage: it is a HOLD, and lasts at least as long as it says.",
        "{who}: alert in {region} from {from} until {until}: HOLD on stage {stage}.",
        {
            **_NUMBER,
            "region": Field(text(200), "where"),
            "from": Field(TIME, "since when"),
            "until": Field(TIME, "until when at least"),
        },
        {
            "stage": 1, "region": "the northern region",
            "from": "2026-05-23T07:00:00Z", "until": "2026-05-23T09:00:00Z",
        },
        _EVERYBODY,
    )
)  # fmt: skip
KINDS.add(
    Kind(
        "stage.resume",
        "A party's overseer lifts the HOLDs that he knows; it takes the overseer of every party.",
        "{who}: the overseer lets stage {stage} go on.",
        {**_NUMBER, "office": Field(text(80), "the overseer's office, as the case names it")},
        {"stage": 1, "office": "Minister"},
    )
)


@rule("stage.window.request")
def _request(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage = Stage(entry.body["stage"])
    agreed = date(exchange, stage, entry)
    if agreed is None:
        raise RuleBroken("window", entry.id, f"stage {stage.number} has no agreed date")
    if not entry.body["from"] < entry.body["until"]:
        raise RuleBroken("window", entry.id, "the window lapses before it opens")
    if not entry.body["from"][:10] <= agreed.body["date"] <= entry.body["until"][:10]:
        raise RuleBroken("window", entry.id, f"the window is not on {agreed.body['date']}")
    return [stage, Of(entry.id)]


@rule("stage.window.acknowledge")
def _acknowledge(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    requested = exchange.ledger.about(Of(entry.body["of"]), entry, "stage.window.request")
    if not requested:
        raise RuleBroken("unknown-entry", entry.id, "there is no such request that it knows")
    if member_of(requested[0].feed) == member_of(entry.feed):
        raise RuleBroken("two-persons", entry.id, "the other side acknowledges, not who requests")
    return [Of(entry.body["of"])]


@rule("stage.hold", "stage.alert")
def _hold(_: Exchange, entry: Entry) -> Iterable[Hashable]:
    return [Stage(entry.body["stage"])]


@rule("stage.resume")
def _resume(exchange: Exchange, entry: Entry) -> Iterable[Hashable]:
    stage = Stage(entry.body["stage"])
    check_overseer(exchange, entry)
    held = holds(exchange, stage, entry)
    if not held:
        raise RuleBroken("window", entry.id, "there is no HOLD that it knows")
    lasting = [each.body["until"] for each in held if each.body.get("until", "") > entry.t]
    if lasting:
        raise RuleBroken("window", entry.id, f"an alert lasts until {max(lasting)}")
    return [stage]


def check_overseer(exchange: Exchange, entry: Entry) -> None:
    """Raise RuleBroken unless an entry comes from the overseer of its party, if the case names one."""
    overseer = configuration(exchange).of(member_of(entry.feed)).overseer
    if overseer not in (None, entry.body["office"]):
        raise RuleBroken("two-persons", entry.id, f"this is for the overseer alone, the {overseer}")


def requests(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> list[Entry]:
    """The last window requested for a stage since it was broken off or diverted; two when apart."""
    diverted = exchange.ledger.about(stage, knowing, "stage.divert")
    return last_words(
        exchange,
        [
            each
            for each in unbroken(exchange, stage, knowing, "stage.window.request")
            if all(exchange.state.knows(each, other.feed, other.n) for other in diverted)
        ],
    )


def unacknowledged(exchange: Exchange, request: Entry, knowing: Entry | None = None) -> list[str]:
    """The parties that have not acknowledged a window."""
    words = exchange.ledger.about(Of(request.id), knowing, "stage.window.acknowledge")
    there = {member_of(each.feed) for each in (request, *words)}
    return [party for party in exchange.state.genesis.parties if party not in there]


def window(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> Entry | None:
    """The window of a stage that every party has acknowledged; None when there is none, or two clash."""

    def find() -> Entry | None:
        found = requests(exchange, stage, knowing)
        if len(found) != 1 or unacknowledged(exchange, found[0], knowing):
            return None
        return found[0] if date(exchange, stage, knowing) is not None else None

    return exchange.once(("window", stage), knowing, find)


def holds(exchange: Exchange, stage: Stage, knowing: Entry | None = None) -> list[Entry]:
    """The HOLDs and alerts that not every party's overseer has lifted, in knowledge of them."""
    resumed = exchange.ledger.about(stage, knowing, "stage.resume")
    return [
        each
        for each in exchange.ledger.about(stage, knowing, "stage.hold", "stage.alert")
        if not _lifted(exchange, each, resumed)
    ]


def check_window(exchange: Exchange, entry: Entry, stage: Stage, *, open_now: bool = True) -> None:
    """Raise RuleBroken unless an acknowledged window holds when an entry is made, and nothing is stopped."""
    check_on(exchange, entry)
    held = holds(exchange, stage, entry)
    if held:
        raise RuleBroken(
            "window", entry.id, f"there is a HOLD that is not lifted ({held[0].feed}:{held[0].n})"
        )
    found = window(exchange, stage, entry)
    if found is None:
        raise RuleBroken("window", entry.id, f"stage {stage.number} has no acknowledged window")
    if entry.t > found.body["until"]:
        raise RuleBroken("window", entry.id, f"the window lapsed at {found.body['until']}")
    if open_now and entry.t < found.body["from"]:
        raise RuleBroken("window", entry.id, f"the window opens only at {found.body['from']}")


def _lifted(exchange: Exchange, hold: Entry, resumed: list[Entry]) -> bool:
    there = {member_of(each.feed) for each in resumed if exchange.state.knows(each, hold.feed, hold.n)}
    return there >= set(exchange.state.genesis.parties)
