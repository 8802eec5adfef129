"""Evidence in the reader's language: comparisons, decisions and probabilities as the reports say them."""

from __future__ import annotations

from allforall.matching.answer import Answer, Candidate, Comparison
from allforall.people.charts import Step
from allforall.people.messages import Messages

TELLING = 0.5  # bits from which a comparison says anything


def percent(probability: float) -> str:
    """A probability for readers; what is not certain never looks so."""
    if probability >= 0.9995:
        return "> 99.9 %"
    return "< 0.1 %" if probability < 0.001 else f"{100 * probability:.1f} %"


def why_in_words(answer: Answer, words: Messages) -> str:
    """Why it was decided so: the matcher's own sentence in English, elsewhere the decision's."""
    return answer.why if words.lang == "en" else words.say(f"decision_note.{answer.decision}")


def reasons(answer: Answer, candidate: Candidate, words: Messages) -> str:
    """What the comparisons found, strongest first, in one line; the best candidate's begins with the why.

    The values are left out, since they stand beside it, and so is what tells next to nothing.
    """
    telling = [each for each in candidate.comparisons if abs(each.weight) >= TELLING or not with_values(each)]
    telling.sort(key=lambda each: -abs(each.weight))
    found = [f"{comparison_words(each, words)} ({each.weight:+.1f})" for each in telling]
    if candidate.same_as:
        found.insert(0, words.say("report.same_as", ids=", ".join(candidate.same_as)))
    if candidate.rank == 1:
        found.insert(0, why_in_words(answer, words))
    return "; ".join(found)


def steps_of(candidate: Candidate, words: Messages) -> list[Step]:
    """The waterfall of a candidate: its comparisons in their order, then the rest of the match weight."""
    steps = [
        Step(
            words.say_or(f"fields.{each.field}", each.field),
            each.left,
            each.right,
            comparison_words(each, words),
            each.weight,
        )
        for each in candidate.comparisons
    ]
    rest = candidate.match_weight - sum(each.weight for each in candidate.comparisons)
    if abs(rest) >= 0.05:
        steps.append(Step("", "", "", words.say("report.held_back"), rest))
    return steps


def comparison_words(comparison: Comparison, words: Messages) -> str:
    """What a comparison found, without the values, in the reader's language where its fact is translated."""
    plain = comparison.words
    if with_values(comparison):
        plain = plain.removesuffix(f": {comparison.left} / {comparison.right}")
        plain = plain.removesuffix(f": {comparison.left}")
    return words.say_or(f"facts.{comparison.fact}", plain)


def with_values(comparison: Comparison) -> bool:
    """Two values were compared; otherwise it says what was mended, read another way or counted once."""
    return bool(comparison.left or comparison.right)
