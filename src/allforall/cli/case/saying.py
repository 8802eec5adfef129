"""`allforall case delay`, `claims` and `bulletin`: sentences that both sides can quote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allforall.cli.case.reading import moment, whole_of
from allforall.cli.record.opening import FILE, clock, json_option, say

if TYPE_CHECKING:
    from allforall.account.claims import Finding
    from allforall.account.delay import Delay

_LANGUAGES = click.Choice(["en", "uk", "ru", "tr", "ar"])


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--from",
    "begin",
    metavar="TIME",
    callback=moment,
    required=True,
    help="Where the period begins: a day or a time.",
)
@click.option(
    "--to",
    "end",
    metavar="TIME",
    callback=moment,
    required=True,
    help="Where it ends; a day is not part of it.",
)
@click.option("--party", help="Only what this party was waited for.  [default: every party]")
@json_option
def delay(file: Path, begin: str, end: str, party: str | None, as_json: bool) -> None:
    """Say who was waited for in a period, by what FILE, a record or a bundle, can prove.

    Each wait begins with the party's own receipt and ends with its act. Where it gave no receipt no delay can
    be shown. Both sides get the same words from the same record.
    """
    from allforall.account.delay import delay as delayed
    from allforall.account.delay import in_words
    from allforall.account.waiting import all_waits

    if begin >= end:
        raise click.BadParameter(f"the period ends before it begins ({begin} to {end})", param_hint="--to")
    whole = whole_of(file)
    parties = whole.state.genesis.parties
    if party is not None and party not in parties:
        known = ", ".join(parties)
        raise click.BadParameter(f"{party}: no party of this case ({known})", param_hint="--party")
    waits = all_waits(whole.exchange, whole.talks)
    found = [delayed(waits, each, begin, end) for each in ([party] if party else parties)]
    facts = {"from": begin, "to": end, "parties": [_delay_facts(each) for each in found]}
    say(facts, "\n".join(line for each in found for line in in_words(each)), as_json)


def _delay_facts(found: Delay) -> dict[str, Any]:
    return {
        "party": found.party,
        "minutes": found.minutes,
        "waits": [
            {
                "act": each.wait.act, "about": each.wait.about, "received": each.wait.begin,
                "ended": each.wait.end, "by": each.wait.by, "due": each.wait.due,
                "minutes": each.minutes, "open": each.open,
            }
            for each in found.held
        ],
        "unreceived": [{"act": each.act, "about": each.about} for each in found.unreceived],
    }  # fmt: skip


@click.command()
@click.argument("file", type=FILE)
@json_option
def claims(file: Path, as_json: bool) -> None:
    """Hold the public statements in FILE, a record or a bundle, against what the record itself holds.

    Each claim is borne out, contradicted, or the record is silent on it, as it stood when the statement was
    made, with the entries that say so.
    """
    from allforall.account.claims import findings

    whole = whole_of(file)
    found = findings(whole.exchange, whole.talks)
    lines = [line for each in found for line in _finding_lines(each)]
    say(
        {"claims": [_finding_facts(each) for each in found]},
        "\n".join(lines) or "no statement makes a claim",
        as_json,
    )


def _finding_lines(found: Finding) -> list[str]:
    beside = (
        ["    its speaker was not among those who may speak for the party"]
        if found.authorised is False
        else []
    )
    return [f"{found.statement.feed}:{found.statement.n}  {found.words}", *beside]


def _finding_facts(found: Finding) -> dict[str, Any]:
    return {
        "statement": found.statement.id,
        "claim": found.claim,
        "verdict": found.verdict,
        "bears_out": [each.id for each in found.bears_out],
        "contradicts": [each.id for each in found.contradicts],
        "words": found.words,
        "authorised": found.authorised,
    }


@click.command()
@click.argument("file", type=FILE)
@click.option("--stage", type=click.IntRange(1), help="Only this stage.  [default: the whole series]")
@click.option("--lang", type=_LANGUAGES, default="en", show_default=True)
@click.option("--at", metavar="TIME", callback=moment, help="The time of publication.  [default: now]")
@json_option
def bulletin(file: Path, stage: int | None, lang: str, at: str | None, as_json: bool) -> None:
    """Write how many came home, by what all parties have signed for in FILE, a record or a bundle.

    Refused before the release point that the terms name, during an embargo, before every party has signed,
    and while a family has not been told.
    """
    from allforall.account.bulletin import bulletin as made
    from allforall.account.bulletin import bulletin_lines

    shown = made(whole_of(file).exchange, at or clock(), stage)
    lines = bulletin_lines(shown, lang)
    say(
        {"stage": shown.stage, "numbers": shown.numbers, "lang": lang, "text": lines},
        "\n".join(lines),
        as_json,
    )
