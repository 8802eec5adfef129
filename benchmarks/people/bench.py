"""How fast a long list is read, from every kind of file, and in how much memory.

    python bench.py [--full] [--freeze]

Every figure is that of a process of its own, interpreter start included.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
WORK = HERE / "work"
FIELDS = (
    "id", "surname", "given_name", "patronymic", "full_name", "birth_date", "birth_place", "sex", "rank",
    "unit", "service_number", "captured_on",
)  # fmt: skip
BATCHES = "from allforall.people import read_list\nprint(sum(map(len, read_list({path!r}).batches())))"
PERSONS = "from allforall.people import read_list\nprint(sum(1 for _ in read_list({path!r}).persons()))"
PANDAS = "import pandas\nprint(len(pandas.read_csv({path!r}, dtype=str, keep_default_na=False)))"
READERS = {"batches": BATCHES, "persons": PERSONS}


def made(rows: int) -> Path:
    """A made-up register with twelve columns."""
    folder = WORK / str(rows)
    plain = folder / "plain.csv"
    if not plain.exists():
        options = ["--register", str(rows), "--list", "10", "--register-language", "mixed", "-o", str(folder)]
        subprocess.run([sys.executable, "-m", "allforall", "rehearse", "lists", *options], check=True)
        with (folder / "register.csv").open(encoding="utf-8", newline="") as whole:
            _write(plain, ([row[name] for name in FIELDS] for row in csv.DictReader(whole)))
    return plain


def _write(path: Path, rows: Iterator[list[str]], encoding: str = "utf-8", **dialect: object) -> None:
    with path.open("w", encoding=encoding, errors="replace", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n", **dialect)  # type: ignore[arg-type]
        writer.writerow(FIELDS)
        writer.writerows(rows)


def _rows(plain: Path) -> Iterator[list[str]]:
    with plain.open(encoding="utf-8", newline="") as handle:
        yield from list(csv.reader(handle))[1:]


def _quoted(plain: Path, path: Path) -> None:
    _write(path, _rows(plain), quoting=csv.QUOTE_ALL)


def _cyrillic(plain: Path, path: Path) -> None:
    _write(path, _rows(plain), "cp1251", delimiter=";")


def _wide(plain: Path, path: Path) -> None:
    _write(path, _rows(plain), "utf-16", delimiter="\t")


def _parquet(plain: Path, path: Path) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.csv.read_csv(plain), path)


def _sheet(plain: Path, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        page = book.add_worksheet("persons")
        for number, row in enumerate([list(FIELDS), *_rows(plain)]):
            page.write_row(number, 0, row)


FILES: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "CSV, every cell quoted": ("quoted.csv", _quoted),
    "CSV, cp1251, semicolons": ("cyrillic.csv", _cyrillic),
    "CSV, UTF-16, tabs": ("wide.csv", _wide),
    "Parquet": ("list.parquet", _parquet),
    "XLSX": ("list.xlsx", _sheet),
}


def measured(code: str, path: Path) -> tuple[float, float, float]:
    """Seconds by the clock, seconds of processor time, and mebibytes at the peak."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code.format(path=str(path))], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{path.name}: reading failed")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def make(rows: int) -> None:
    """Write every file that is not there yet."""
    plain = made(rows)
    for file, write in FILES.values():
        path = plain.with_name(file)
        if not path.exists():
            write(plain, path)


def lines(rows: int) -> Iterator[str]:
    """The rows of the table, each as soon as it is measured."""
    # in another process: what this one holds would be counted as the peak of those it starts
    subprocess.run([sys.executable, __file__, "--make", str(rows)], check=True)
    plain = WORK / str(rows) / "plain.csv"
    files = {"CSV": plain, **{name: plain.with_name(file) for name, (file, _) in FILES.items()}}
    for name, path in files.items():
        for way, code in READERS.items():
            yield _line(rows, name, f"allforall, {way}", measured(code, path))
    if find_spec("pandas"):
        yield _line(rows, "CSV", "pandas.read_csv (as text, nothing understood)", measured(PANDAS, plain))


def _line(rows: int, name: str, reader: str, figures: tuple[float, float, float]) -> str:
    wall, processor, peak = figures
    return f"| {rows:,} | {name} | {reader} | {wall:.1f} | {processor:.1f} | {peak:,.0f} |"


HEAD = """# Reading lists

{where}

| rows | file | reader | s | processor s | peak MB |
| --- | --- | --- | --- | --- | --- |
"""
TAIL = """
Twelve columns; the register is made up by `allforall rehearse lists`.
`batches` gives cleaned columns (what the matcher reads), `persons` one `Person` a row.
"""


def main() -> None:
    """Measure, print, and with --freeze keep the table in RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="a million rows too")
    parser.add_argument("--freeze", action="store_true", help="write RESULTS.md")
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.make:
        make(wanted.make)
        return
    where = (
        f"Measured on {datetime.now(tz=UTC).date()} with `python bench.py{' --full' if wanted.full else ''}`"
        f" in `benchmarks/people/`, on {os.cpu_count()} cores, Python {platform.python_version()}."
    )
    page = [HEAD.format(where=where).rstrip("\n")]
    print(page[0])
    for rows in (100_000, 1_000_000) if wanted.full else (100_000,):
        for line in lines(rows):
            print(line, flush=True)
            page.append(line)
    if wanted.freeze:
        (HERE / "RESULTS.md").write_text("\n".join(page) + "\n" + TAIL, encoding="utf-8")


if __name__ == "__main__":
    main()
