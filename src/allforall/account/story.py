"""The record told in the sentences of its kinds, and which entries the rules refuse."""

from __future__ import annotations

from typing import Any

from allforall.account.sentences import beside, sentence, table
from allforall.account.whole import Whole
from allforall.record.entry import Entry
from allforall.record.folding import Refusal
from allforall.record.telling import Says, facts_of, lines_of, plainly

_LONGEST = 160  # characters of what stands beside a sentence


def story_lines(whole: Whole, lang: str = "en") -> list[str]:
    """The whole record in lines of text: sentences, receipts, and whose move it is."""
    return lines_of(whole.state, whole.told, _teller(whole.refusals(), lang))


def story_facts(whole: Whole, lang: str = "en") -> dict[str, Any]:
    """The same as values: those of the record, with `says` and `refused` beside each entry's body."""
    facts, refusals = facts_of(whole.state, whole.told), whole.refusals()
    for each, fact in zip(whole.told, facts["entries"], strict=True):
        refusal = refusals.get(each.entry.id)
        fact["says"] = _sentence(each.entry, refusal, lang)
        fact["refused"] = refusal and {
            "rule": refusal.rule, "about": refusal.about, "rows": list(refusal.rows)
        }  # fmt: skip
    return facts


def _teller(refusals: dict[str, Refusal], lang: str) -> Says:
    def says(entry: Entry) -> list[str]:
        refusal = refusals.get(entry.id)
        told = _sentence(entry, refusal, lang)
        lines = plainly(entry) if told is None else [f"{entry.kind}  {told}", *_beside(entry, lang)]
        if refusal is not None:
            words = table(lang)["story"]["refused"]
            lines.append(words.format(rule=refusal.rule, about=refusal.about))
        return lines

    return says


def _sentence(entry: Entry, refusal: Refusal | None, lang: str) -> str | None:
    """What an entry says; None when its body has not the form of its kind, or nobody knows the kind."""
    return None if refusal is not None and refusal.rule == "bad-fields" else sentence(entry, lang)


def _beside(entry: Entry, lang: str) -> list[str]:
    """One line of what the sentence leaves out; nothing of keys."""
    text = "; ".join(beside(entry, lang)) if not entry.kind.startswith(("open", "key.")) else ""
    return [text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"] if text else []
