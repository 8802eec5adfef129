"""The record: verifying, appending, keeping and carrying it, beside others who sign what is said."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import records

HERE = Path(__file__).parent
VERIFIER = HERE.parents[1] / "contrib" / "verify.py"
QUICK = [10_000, 100_000]
LARGE = [1_000_000]
COMMAND = 20_000  # entries of a real exchange
PEERS = {  # how many entries each gets, and what it is
    "pymerkle": (20_000, "tree alone, no signature; inclusion of one entry verified"),
    "dsse": (3_000, "securesystemslib, an envelope for each entry"),
    "cryptography": (5_000, "a bare Ed25519 signature for each entry"),
    "pynacl": (5_000, "a bare Ed25519 signature for each entry"),
    "git": (100, "`git commit -S` and `git verify-commit`, ssh keys"),
}
Figures = dict[str, Any]


def told(*words: object) -> Figures:
    """What a program of this folder prints, run in a process of its own."""
    print("  " + " ".join(map(str, words)), file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, *map(str, words)], cwd=HERE, capture_output=True, text=True, check=True
    )
    found: Figures = json.loads(done.stdout)
    return found


def best(times: int, key: str, *words: object) -> Figures:
    """The run with the least of some figure: others use this machine too."""
    return min((told(*words) for _ in range(times)), key=lambda found: found[key])


def command(times: int, *words: object) -> Figures:
    """Wall and processor seconds of a whole process, the best of several."""
    print("  " + " ".join(map(str, words)), file=sys.stderr, flush=True)
    walls, used = [], []
    for _ in range(times):
        started = time.perf_counter()
        process = subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{words}: exit status {process.returncode}")
        walls.append(time.perf_counter() - started)
        used.append(usage.ru_utime + usage.ru_stime)
    return {"wall": min(walls), "used": min(used)}


def verifying(sizes: Sequence[int], times: int) -> list[str]:
    rows = []
    for size in sizes:
        for kind, path in (("bundle", records.bundle(size)), ("directory", records.directory(size))):
            for processes in (1, 2):
                found = best(times, "wall", "inside.py", "verify", path, processes)
                each = found["user"] / found["entries"] * 1e6
                rows.append(
                    f"| {size:,} | {kind} | {processes} | {found['wall']:.2f} | {found['user']:.2f}"
                    f" | {each:.1f} | {found['mebibytes']:.0f} |"
                )
    return rows


def appending(times: int, full: bool) -> list[str]:
    rows = []
    for name, word, count in (
        ("in memory", "append", 10_000), ("in memory", "append", 100_000),
        *([("in memory", "append", 1_000_000)] if full else []),
        ("directory, not flushed", "directory", 10_000), ("directory, each flushed", "durable", 1_000),
    ):  # fmt: skip
        found = min(
            (told("inside.py", word, count) for _ in range(1 if count > 100_000 else times)),
            key=lambda each: -each["each second"],
        )
        disk = ", ".join(
            f"{word} {min(found[word]):,.0f} to {max(found[word]):,.0f}"
            for word in ("fsync", "fdatasync") if word in found
        )  # fmt: skip
        rows.append(
            f"| {name} | {count:,} | {found['each second']:,.0f} | {found['microseconds']:.0f} | {disk} |"
        )
    return rows


def peers() -> list[str]:
    lines = records.directory(QUICK[-1]) / "feeds" / "A.jsonl"
    rows = []
    for name, (count, what) in PEERS.items():
        found = told(f"peers/{name}_peer.py", lines, count)
        rows.append(
            f"| {name} | {what} | {found['write']:,.0f} | {found['verify']:,.0f}"
            f" | {1e6 / found['verify']:,.0f} |"
        )
    path = records.bundle(QUICK[-1])
    for name, words in {
        "allforall, one process": ("allforall", "record", "verify", path, "--processes", 1),
        "contrib/verify.py": (sys.executable, VERIFIER, path),
    }.items():
        found = command(3, *words)
        rate = QUICK[-1] / found["wall"]
        rows.append(f"| {name} | whole command, {QUICK[-1]:,} entries | | {rate:,.0f} | {1e6 / rate:,.0f} |")
    return rows


def page(arguments: str, sizes: Sequence[int], full: bool) -> str:
    before = os.getloadavg()[0]
    times = 3
    verify_rows, append_rows, peer_rows = verifying(sizes, times), appending(times, full), peers()
    carried = {size: told("inside.py", "carry", size) for size in sizes}
    real = command(7, "allforall", "record", "verify", records.bundle(COMMAND))
    bare = command(7, "allforall", "--help")
    bytes_of = told("inside.py", "sizes", QUICK[-1])
    text = [
        "# The record: verifying, appending, keeping, carrying", "",
        f"`{' '.join(['bench.py', arguments]).strip()}` on {os.cpu_count()} cores, Python"
        f" {sys.version.split()[0]}; load {before:.1f} before, {os.getloadavg()[0]:.1f} after.",
        "Three feeds, the same bytes each time; in each ten entries one states what its author has seen of",
        "both others; agreements and lists are among them. A quarter of the texts is not ASCII.",
        f"Of {times} runs the quickest stands here. Processor time is that of all processes together.", "",
        "## Verify a whole record", "",
        "| entries | as | processes | wall s | processor s | µs an entry | MiB |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |", *verify_rows, "",
        "MiB: the peaks of all processes added up, pages they share counted twice.", "",
        f"The command `allforall record verify FILE` on {COMMAND:,} entries, start-up included:"
        f" **{real['wall']:.2f} s** (processor {real['used']:.2f} s);"
        f" `allforall --help`: {bare['wall']:.2f} s.", "",
        "## Append, a signed checkpoint for each entry", "",
        "| to | entries | each second | processor µs an entry | flushes a second of the disk |",
        "| --- | ---: | ---: | ---: | --- |", *append_rows, "",
        "The disk: writes of 1,000 bytes, each flushed, just before and just after.", "",
        "## Carry", "", "| entries | write a bundle s | import it s |", "| ---: | ---: | ---: |",
        *(f"| {size:,} | {each['write']:.2f} | {each['import']:.2f} |" for size, each in carried.items()), "",
        "## Sizes", "", "| what | bytes |", "| --- | ---: |",
        *(f"| {name} | {value:,.1f} |" for name, value in bytes_of.items()), "",
        "The last is a ratio. The proof is of an entry among 33,334.", "",
        "## Beside others, entry by entry", "",
        "| program | what | write/s | verify/s | verify 1,000,000 s |", "| --- | --- | ---: | ---: | ---: |",
        *peer_rows, "",
        "The record signs heads, not entries: one signature covers whatever was appended since the last.",
    ]  # fmt: skip
    return "\n".join(text) + "\n"


def main(arguments: Sequence[str]) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="1,000,000 entries too")
    options.add_argument("--freeze", action="store_true", help="write the page to RESULTS.md")
    chosen = options.parse_args(arguments)
    sizes = [*QUICK, *LARGE] if chosen.full else QUICK
    command(1, sys.executable, HERE / "records.py", COMMAND, *sizes)
    text = page(" ".join(arguments), sizes, chosen.full)
    print(text)
    if chosen.freeze:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
