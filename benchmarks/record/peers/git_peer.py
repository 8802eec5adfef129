"""git: a commit signed with an ssh key for each entry, and `git verify-commit` of each."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from lines import entries, rate, tell

lines = entries()
with tempfile.TemporaryDirectory() as folder:
    os.environ |= {"HOME": folder, "GIT_CONFIG_NOSYSTEM": "1"}
    os.chdir(folder)
    run = lambda *words: subprocess.run(words, check=True, capture_output=True, text=True).stdout  # noqa: E731
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key")
    Path("allowed").write_text(f"a@example.org {Path('key.pub').read_text()}")
    run("git", "init", "-q", "work")
    os.chdir("work")
    for name, value in {
        "user.name": "A", "user.email": "a@example.org", "gpg.format": "ssh", "user.signingkey": "../key",
        "gpg.ssh.allowedSignersFile": f"{folder}/allowed", "gc.auto": "0",
    }.items():  # fmt: skip
        run("git", "config", name, value)

    def commit(line: bytes) -> None:
        with Path("feed.jsonl").open("ab") as feed:
            feed.write(line + b"\n")
        run("git", "add", "feed.jsonl")
        run("git", "commit", "-q", "-S", "-m", "entry")

    write = rate(commit, lines)
    commits = run("git", "rev-list", "HEAD").encode().split()
    tell(write=write, verify=rate(lambda each: run("git", "verify-commit", each.decode()), commits))
