"""`allforall index` and `allforall match`: who on a list is who on a register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allforall.cli.options import map_option, tell_problems
from allforall.cli.outputs import check_judged, check_outputs
from allforall.cli.progress import progress, reading
from allforall.uncollected import uncollected

if TYPE_CHECKING:
    from allforall.matching.about import About
    from allforall.matching.answer import Answer
    from allforall.matching.register import Register
    from allforall.matching.requests import Request
    from allforall.people.reading import ListReader

_FILE = click.Path(path_type=Path)
_NO_CSV = {".xlsx", ".xls", ".ods", ".html", ".htm", ".json", ".parquet", ".pdf", ".docx"}
_LANGUAGES = click.Choice(["en", "uk", "ru", "tr", "ar"])


@click.command()
@click.argument("register", type=_FILE)
@click.option(
    "-o", "--out", type=_FILE, required=True, help="Folder of the index; an older index is replaced."
)
@map_option("map", "Read a column of the register as this field.")
@click.option("--strict", is_flag=True, help="Refuse the register at the first row that cannot be read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@uncollected()
def index(register: Path, out: Path, map: dict[str, str], strict: bool, as_json: bool) -> None:  # noqa: A002
    """Build a memory-mapped index of REGISTER, for `match`."""
    from allforall.matching.opening import open_register, save_register

    rejected = out.with_name(out.name + ".csv")
    check_outputs([out, _rejected(rejected)], [register])
    with reading(register.name) as tell:
        people, reader = open_register(register, mapping=map, strict=strict, progress=tell)
    save_register(people, out)
    if reader is not None:
        tell_problems(reader)
        _write_rejected(reader, rejected)
    _say(
        {"people": len(people), "index": str(out)},
        f"{len(people):,} people of {register.name} indexed in {out}",
        as_json,
    )


@click.command()
@click.argument("wanted", type=_FILE)
@click.argument("register", type=_FILE)
@click.option(
    "-o", "--out", type=_FILE, required=True, help="ANSWERS, a CSV file; a workbook is written beside it."
)
@map_option("map", "Read a column of WANTED as this field.")
@map_option("map-register", "Read a column of REGISTER as this field.")
@click.option("--strict", is_flag=True, help="Refuse a file at the first row that cannot be read.")
@click.option(
    "--report",
    is_flag=False,
    flag_value=Path(),
    default=None,
    type=_FILE,
    help="Write a page with charts (ANSWERS' name with .html if no file is given).",
)
@click.option(
    "--workbook/--no-workbook",
    default=True,
    show_default=True,
    help="Write the workbook an officer works in.",
)
@click.option(
    "--lang", type=_LANGUAGES, default="en", show_default=True, help="Language of workbook and page."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@uncollected()
def match(
    wanted: Path, register: Path, out: Path, map: dict[str, str], map_register: dict[str, str], strict: bool,  # noqa: A002
    report: Path | None, workbook: bool, lang: str, as_json: bool,
) -> None:  # fmt: skip
    """Answer the list WANTED against REGISTER (a file, or a folder made by `index`).

    Every request is answered `sure`, `ask` or `none`, with its candidates, probabilities and reasons.
    Rows that cannot be read are written beside ANSWERS, ready to mend.
    """
    if out.suffix.lower() in _NO_CSV:
        raise click.BadParameter(
            f"{out}: ANSWERS is a CSV file; the workbook takes its name with .xlsx", param_hint="-o"
        )
    of_register = out.with_name(f"{out.stem}.register.csv")
    page = out.with_suffix(".html") if report == Path() else report
    papers = [path for path in (out.with_suffix(".xlsx") if workbook else None, page) if path is not None]
    check_outputs([out, _rejected(out), _rejected(of_register), *papers], [wanted, register])
    if workbook:
        check_judged(out.with_suffix(".xlsx"))
    from allforall.matching.answers import write_answers
    from allforall.matching.matcher import match as matched
    from allforall.matching.opening import opening
    from allforall.matching.requests import requests_of
    from allforall.people.reading import read_list

    asked = read_list(wanted, mapping=map, strict=strict)
    with reading(register.name) as tell:
        opened = opening(register, mapping=map_register, strict=strict, progress=tell)
        requests = requests_of(asked.batches())  # while the register is being read
        people, kept_by = opened()
    with progress("matching", len(requests), "request") as tick:
        answers = list(matched(requests, people, tick).answers())
    tell_problems(asked)
    write_answers(out, answers)
    _write_rejected(asked, out)
    if kept_by is None:
        _rejected(of_register).unlink(missing_ok=True)  # of an earlier run against a file
    else:
        tell_problems(kept_by)
        _write_rejected(kept_by, of_register)
    _write_papers(
        out, answers, requests, people, _about(asked, requests, people, kept_by), workbook, page, lang
    )
    _say(*_summary(out, answers), as_json)


def _write_rejected(reader: ListReader, beside: Path) -> None:
    from allforall.people.rejected import write_rejected

    if written := write_rejected(reader, beside):
        count = len(reader.rejected)
        click.echo(f"allforall: {count} row{'s' * (count != 1)} to mend: {written}", err=True)
    else:
        _rejected(beside).unlink(missing_ok=True)


def _rejected(beside: Path) -> Path:
    return beside.with_name(beside.stem + ".rejected.csv")


def _write_papers(
    out: Path, answers: list[Answer], requests: list[Request], people: Register, about: About,
    workbook: bool, page: Path | None, lang: str,
) -> None:  # fmt: skip
    if not workbook and page is None:
        return
    cards = {request.id: request.card for request in requests}
    named = {candidate.register_id: candidate.row for answer in answers for candidate in answer.candidates}
    held = {name: people.card(row) for name, row in named.items()}
    if workbook:
        from allforall.matching.workbook import write_workbook

        write_workbook(out.with_suffix(".xlsx"), answers, cards, held, about=about, lang=lang)
    if page is not None:
        from allforall.matching.report import write_report

        write_report(page, answers, cards, held, about=about, lang=lang)


def _about(asked: ListReader, requests: list[Request], people: Register, kept_by: ListReader | None) -> About:
    from datetime import UTC, datetime

    from allforall import __version__
    from allforall.matching.about import About, Source

    rejected = len(kept_by.rejected) if kept_by else people.problems
    return About(
        Source(asked.path.name, asked.sha256, len(requests), len(asked.rejected)),
        Source(people.name, people.sha256, len(people), rejected),
        datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        f"allforall {__version__}",
    )


def _summary(out: Path, answers: list[Answer]) -> tuple[dict[str, object], str]:
    from allforall.matching.answer import Decision

    counts = {each.value: sum(answer.decision is each for answer in answers) for each in Decision}
    found = f"{counts['sure']:,} sure, {counts['ask']:,} to ask, {counts['none']:,} none"
    line = f"{len(answers):,} requests: {found}; {out}"
    return {"requests": len(answers), **counts, "answers": str(out)}, line


def _say(facts: dict[str, object], line: str, as_json: bool) -> None:
    import json

    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else line)
