"""The values of an answer."""

from allforall.matching.answer import Answer, Candidate, Comparison, Decision


def comparison(fact: str, weight: float) -> Comparison:
    return Comparison("f", fact, "", "", weight, fact.replace("_", " "))


def test_reasons_are_the_comparisons_in_words_with_the_strongest_first():
    found = Candidate(
        "r", 1, 0.9, 3.0, (comparison("weak", 0.5), comparison("against", -4.0), comparison("strong", 7))
    )
    assert found.reasons == "strong (+7.0); against (-4.0); weak (+0.5)"


def test_a_candidate_without_comparisons_has_no_reasons():
    assert Candidate("r", 1, 0.1, 0.0, ()).reasons == ""


def test_decisions_are_written_as_words():
    assert [str(each) for each in Decision] == ["sure", "ask", "none"]
    assert f"{Answer('w', Decision.ASK, (), 1.0, '').decision}" == "ask"
