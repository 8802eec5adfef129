import pytest

from allforall.rehearsal.errors import RehearsalError
from allforall.rehearsal.plan import Plan, shares_of


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"register": 3}, "at least 10"),
        ({"wanted": 0}, "at least 1"),
        ({"noise": -1.0}, "noise"),
        ({"noise": 99.0}, "noise"),
        ({"style": "poetry"}, "style"),
        ({"list_language": "xx"}, "language"),
        ({"register_language": "uk:much"}, "language"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(wish, says):
    with pytest.raises(RehearsalError, match=says):
        Plan(**({"register": 100, "wanted": 10, "seed": 1} | wish))


def test_a_language_may_be_given_in_shares():
    assert shares_of("uk:0.8,la:0.2") == {"uk": 0.8, "la": 0.2}


def test_a_list_asks_for_people_of_its_language():
    assert Plan(100, 10, 1, list_language="uk").russian_share < 0.1
    assert Plan(100, 10, 1, list_language="ru").russian_share > 0.9
    assert Plan(100, 10, 1, list_language="ru", home="a").russian_share < 0.1
