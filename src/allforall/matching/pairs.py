"""The evidence of every pair as data inside the report: packed in portions, unpacked in the browser."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence

from allforall.matching.answer import Answer, Candidate
from allforall.matching.evidence import percent, steps_of, why_in_words
from allforall.matching.rows import SIDE_BY_SIDE, Row, Rows, shown
from allforall.matching.work import best_probability
from allforall.people.messages import Messages

MOST_CANDIDATES = 10
ALWAYS_EMBEDDED = 3
UNLIKELY = 0.001
MOST_PAIRS = 50_000  # unlikely candidates of longer lists are left out, so that the page stays small
PORTION = 100  # requests that are unpacked at a time


def embedded(answers: Sequence[Answer], requests: Rows, register: Rows, words: Messages) -> dict[str, object]:
    """The blocks of data of a report: `index` to search in, `pairs-0`, `pairs-1`... with the evidence.

    The index has a line for each answer: request id, name on the list, name of the best candidate,
    decision, probability.  A portion is JSON, deflated (zlib) and in Base64, so that ten thousand requests
    stay below fifteen megabytes and nothing in it can be taken for markup.
    """
    most = max(ALWAYS_EMBEDDED, min(MOST_CANDIDATES, MOST_PAIRS // max(len(answers), 1)))
    blocks: dict[str, object] = {
        "index": {"portion": PORTION, "rows": [_line(answer, requests, register) for answer in answers]}
    }
    for number, start in enumerate(range(0, len(answers), PORTION)):
        portion = answers[start : start + PORTION]
        blocks[f"pairs-{number}"] = _packed(
            [_evidence(each, requests, register, words, most) for each in portion]
        )
    return blocks


def _line(answer: Answer, requests: Rows, register: Rows) -> list[str]:
    best = answer.candidates[0].register_id if answer.candidates else ""
    return [
        answer.request_id,
        shown(requests.get(answer.request_id, {}), "name"),
        shown(register.get(best, {}), "name"),
        answer.decision.value,
        percent(best_probability(answer)) if answer.candidates else "",
    ]


def _evidence(
    answer: Answer, requests: Rows, register: Rows, words: Messages, most: int
) -> dict[str, object]:
    return {
        "why": why_in_words(answer, words),
        "nobody": percent(answer.nobody),
        "asked": _row(requests.get(answer.request_id, {})),
        "candidates": [
            _candidate(each, register.get(each.register_id, {}), words)
            for each in answer.candidates[:MOST_CANDIDATES]
            if each.rank <= most or each.probability >= UNLIKELY
        ],
    }


def _candidate(candidate: Candidate, held: Row, words: Messages) -> dict[str, object]:
    steps = [
        [step.label, step.left, step.right, step.words, round(step.weight, 2)]
        for step in steps_of(candidate, words)
    ]
    return {
        "id": candidate.register_id,
        "probability": percent(candidate.probability),
        "same_as": list(candidate.same_as),
        "held": _row(held),
        "steps": steps,
    }


def _row(row: Row) -> list[str]:
    """The side-by-side fields of a row, in their order."""
    return [shown(row, field) for field in SIDE_BY_SIDE]


def _packed(portion: object) -> str:
    text = json.dumps(portion, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 6)).decode()
