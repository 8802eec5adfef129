"""Lists within a case: commit, reveal, by chunks or through a mediator, read, disclose, erase (section 9)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from allforall.record import lists
from allforall.record.blobs import Row, name_of_rows, read_rows, row_of, write_rows
from allforall.record.bundle import Blob
from allforall.record.canonical import Value
from allforall.record.case import Case, Draft
from allforall.record.entry import Entry, split_id
from allforall.record.errors import RecordError, Refused
from allforall.record.genesis import member_of
from allforall.record.lists import NOBODY, SECRET
from allforall.record.proof import disclose
from allforall.record.rules import openings
from allforall.record.seal import SealKey, purpose_of, seal, unseal


@dataclass(frozen=True)
class Secrets:
    """The secrets of one's own lists: one small file a list, kept apart from the record and its backups."""

    folder: Path

    def save(self, commit: bytes, secrets: Sequence[bytes]) -> None:
        """Keep the secrets of the list whose commitments have this root; an older file is overwritten."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path(commit), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.pwrite(handle, b"".join(secrets), 0)  # in place, so that an erased secret is written over
            os.fsync(handle)
        finally:
            os.close(handle)

    def load(self, commit: bytes) -> list[bytes]:
        """The secrets of a list; raises RecordError when this machine has none."""
        try:
            data = self._path(commit).read_bytes()
        except FileNotFoundError:
            raise RecordError(
                f"{self._path(commit)}: the secrets of this list are not on this machine"
            ) from None
        return split_secrets(data)

    def _path(self, commit: bytes) -> Path:
        return self.folder / f"{commit.hex()}.secrets"


def commit_draft(
    case: Case, feed: str, people: Sequence[Value], body: Value, secrets: Secrets, to: str | None = None
) -> Draft:
    """A `list.commit` of some people; with `to`, the keybox is sealed to a mediator for escrow.

    The secrets are on disk before the entry is made.
    """
    made = lists.commit(case.genesis.case, feed, people)
    secrets.save(made.root, made.secrets)
    commitments = _table([row_of(each) for each in made.commitments])
    sealed_rows = _table(list(made.rows))
    body = {**body, "rows": len(made.rows), "root": made.root.hex()}
    tables = [_words(blob, len(made.rows)) for blob in (commitments, sealed_rows)]
    draft = Draft("list.commit", body, (commitments, sealed_rows), tuple(tables))
    return draft if to is None else with_sealed(case, feed, draft, b"".join(made.secrets), [to])


def reveal_draft(case: Case, feed: str, commit: Entry, secrets: Secrets, to: Sequence[str]) -> Draft:
    """A `list.reveal`: the keybox of one's own list, sealed to its readers."""
    keybox = b"".join(secrets.load(_root(commit)))
    return with_sealed(case, feed, Draft("list.reveal", {"of": commit.id}), keybox, to)


def chunk_draft(
    case: Case, feed: str, commit: Entry, secrets: Secrets, to: Sequence[str], at: int, count: int
) -> Draft:
    """A `list.chunk`: the part `at` of `count` of the keybox, sealed to its readers."""
    part = b"".join(lists.chunk_of(secrets.load(_root(commit)), at, count))
    return with_sealed(case, feed, Draft("list.chunk", {"of": commit.id, "i": at, "k": count}), part, to)


def release_draft(case: Case, feed: str, commits: Sequence[Entry], key: SealKey) -> Draft:
    """A mediator's `list.release`: each party gets the keyboxes of all the others."""
    draft = Draft("list.release", {"of": [commit.id for commit in commits]})
    for commit in commits:
        keybox = _unsealed(case, commit, member_of(feed), key)
        to = [party for party in case.genesis.parties if party != member_of(commit.feed)]
        draft = with_sealed(case, feed, draft, keybox, to)
    return draft


def with_sealed(case: Case, feed: str, draft: Draft, content: bytes, to: Sequence[str]) -> Draft:
    """A draft that also names a file sealed to some members."""
    keys = {member: case.seal_key(member) for member in to}
    sealed = seal(content, keys, case.genesis.case, feed, purpose_of(draft.kind, draft.body))
    blob = Blob(sha256(sealed).hexdigest(), rows=False, content=sealed)
    words = {"h": blob.name, "size": len(sealed), "kind": "sealed", "to": sorted(keys)}
    return Draft(draft.kind, draft.body, (*draft.blobs, blob), (*draft.named, words))


def read_attachments(case: Case, entry: Entry, member: str, key: SealKey) -> list[bytes]:
    """The sealed files of an entry that are for a member, opened; raises Refused or RecordError."""
    return list(_opened(case, entry, member, key))


def read_list(
    case: Case, commit: Entry, member: str, key: SealKey | None, secrets: Secrets
) -> list[bytes | None]:
    """The records of a list, None for dummies and the erased: one's own, or one revealed to a member.

    Raises Refused when another list was sealed than committed to, RecordError when nothing opens it.
    """
    if member_of(commit.feed) == member:
        keybox = secrets.load(_root(commit))
    else:
        keybox = split_secrets(_revealed(case, commit, member, key))
    return lists.open_list(
        case.genesis.case, commit.feed, _root(commit), _commitments(case, commit), _rows(case, commit), keybox
    )


def disclose_person(case: Case, commit: Entry, index: int, secrets: Secrets) -> Value:
    """What shows one person of one's own list to a court or a family; raises RecordError."""
    rows, kept = _rows(case, commit), secrets.load(_root(commit))
    _check_row(commit, index, kept)
    record = lists.open_row(kept[index], rows[index], f"row {index}")
    return disclose(lists.tree_of(_commitments(case, commit)), index, kept[index], record)


def check_person(commit: Entry, index: int, secrets: Secrets) -> None:
    """Raise RecordError unless there is a person in that row of one's own list."""
    _check_row(commit, index, secrets.load(_root(commit)))


def drop_erased(case: Case, since: dict[str, int]) -> None:
    """Drop the sealed rows whose erasure the last entries of some feeds (so many of each) tell of."""
    for name, count in since.items():
        feed = case.state.feeds[name]
        for entry in feed.notable[feed.place_of(feed.size - count) :]:
            found = split_id(entry.body.get("of")) if entry.kind == "erase" else None
            commit = (
                case.state.feeds[found[0]].entry(found[1]) if found and found[0] in case.state.feeds else None
            )
            if commit is not None and commit.kind == "list.commit":
                drop_row(case, commit, entry.body["row"])


def erase_person(case: Case, commit: Entry, index: int, secrets: Secrets) -> None:
    """Destroy one person of one's own list: the secret, and the sealed row. Every root stays right.

    The `erase` entry is made first, by the caller.
    """
    kept = secrets.load(_root(commit))
    _check_row(commit, index, kept)
    kept[index] = NOBODY
    secrets.save(_root(commit), kept)
    drop_row(case, commit, index)


def drop_row(case: Case, commit: Entry, index: int) -> None:
    """Replace one sealed row by its leaf hash, where it is held."""
    blob = case.store.blob(_named(commit)[1])
    if blob is None:
        return
    rows = read_rows(blob.content)
    if index >= len(rows):
        return
    rows[index] = Row(None, rows[index].leaf)
    case.store.replace_blob(Blob(blob.name, rows=True, content=write_rows(rows)))


def split_secrets(keybox: bytes) -> list[bytes]:
    """The secrets in a keybox, in order."""
    return [keybox[at : at + SECRET] for at in range(0, len(keybox), SECRET)]


def _revealed(case: Case, commit: Entry, member: str, key: SealKey | None) -> bytes:
    """The keybox of another's list, by reveal, release or chunks; raises RecordError if not yet here."""
    if key is None:
        raise RecordError("this needs the seal key of the device (expected its key file)")
    _check_counts(case, commit, member)
    related = case.state.related.get(commit.id, ())
    for reveal in (each for each in related if each.kind == "list.reveal"):
        return _unsealed(case, reveal, member, key)
    chunks = {each.body["i"]: each for each in related if each.kind == "list.chunk"}
    if chunks and len(chunks) == next(iter(chunks.values())).body["k"]:
        return b"".join(_unsealed(case, chunks[at], member, key) for at in sorted(chunks))
    for release in case.state.notable({}):
        if release.kind == "list.release" and commit.id in release.body["of"]:
            others = [each for each in release.body["of"] if member_of(split_feed(each)) != member]
            return _nth_unsealed(case, release, member, key, others.index(commit.id))
    raise RecordError(f"{commit.feed}:{commit.n} has not been revealed to {member} yet")


def _check_counts(case: Case, commit: Entry, member: str) -> None:
    """Refuse (`late-commit`) a list that was committed to after the member had opened its own."""
    for each in openings(case.state, commit, "reveal", "chunk"):
        if member_of(each.feed) == member and not case.state.knows(each, commit.feed, commit.n):
            raise Refused(
                "late-commit", f"{commit.feed}:{commit.n} was made after {member} had opened its list"
            )


def split_feed(reference: str) -> str:
    """The feed that an entry id names."""
    found = split_id(reference)
    return found[0] if found else ""


def _unsealed(case: Case, entry: Entry, member: str, key: SealKey) -> bytes:
    return _nth_unsealed(case, entry, member, key, 0)


def _nth_unsealed(case: Case, entry: Entry, member: str, key: SealKey, which: int) -> bytes:
    for at, content in enumerate(_opened(case, entry, member, key)):
        if at == which:
            return content
    raise RecordError(f"{entry.feed}:{entry.n} holds nothing sealed to {member}, or the file is not here yet")


def _opened(case: Case, entry: Entry, member: str, key: SealKey) -> Iterator[bytes]:
    purpose = purpose_of(entry.kind, entry.body)
    for words in entry.blobs:
        blob = case.store.blob(words["h"]) if member in words.get("to", ()) else None
        if blob is not None:
            yield unseal(blob.content, words["to"], member, key, case.genesis.case, entry.feed, purpose)


def _commitments(case: Case, commit: Entry) -> list[bytes]:
    return [row.content or b"" for row in _table_of(case, commit, 0)]


def _rows(case: Case, commit: Entry) -> list[Row]:
    return _table_of(case, commit, 1)


def _table_of(case: Case, commit: Entry, which: int) -> list[Row]:
    blob = case.store.blob(_named(commit)[which])
    if blob is None:
        raise RecordError(
            f"{commit.feed}:{commit.n}: the sealed list is not here yet; import a bundle that has it"
        )
    return read_rows(blob.content)


def _named(commit: Entry) -> list[str]:
    """The names of the two tables of a list: commitments and sealed rows."""
    tables = [words["h"] for words in commit.blobs if words["kind"] == "rows"]
    if commit.kind != "list.commit" or len(tables) != 2 or commit.body["root"] not in tables:
        raise RecordError(f"{commit.feed}:{commit.n} ({commit.kind}) is no list (expected a list.commit)")
    return sorted(tables, key=lambda name: bool(name != commit.body["root"]))


def _table(rows: list[Row]) -> Blob:
    return Blob(name_of_rows(rows), rows=True, content=write_rows(rows))


def _words(blob: Blob, rows: int) -> Value:
    return {"h": blob.name, "size": len(blob.content), "kind": "rows", "rows": rows}


def _root(commit: Entry) -> bytes:
    _named(commit)
    return bytes.fromhex(commit.body["root"])


def _check_row(commit: Entry, index: int, kept: Sequence[bytes]) -> None:
    if not 0 <= index < len(kept) or kept[index] == NOBODY:
        raise RecordError(f"{commit.feed}:{commit.n} has no person in row {index}, or no more")
