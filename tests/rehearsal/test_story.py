from collections import Counter

import pytest

from allforall.exchange.counts import delivered
from allforall.exchange.fold import fold
from allforall.exchange.persons import STATES, status
from allforall.exchange.things import Row, Stage
from allforall.record.case import Case
from allforall.record.files import FileStore
from allforall.record.story import tell as in_order
from allforall.rehearsal.chance import Chance
from allforall.rehearsal.errors import RehearsalError
from allforall.rehearsal.story import Wishes, tell
from allforall.rehearsal.story_rates import RATES, fates

SIDE_STATES = {
    "deceased", "remains_identified", "returned", "declined", "id_disputed", "withdrawn", "held_back",
    "transferred", "substituted", "escaped", "released_outside", "no_show", "turned_back", "not_held",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk():
    return tell(Wishes(seed=2, persons=500, stages=8))


def states(exchange):
    return Counter(status(exchange, each) for each in exchange.ledger.things(Row))


def test_every_side_state_occurs(desk):
    found = states(desk.exchange)
    assert SIDE_STATES <= set(found) <= set(STATES)
    assert found["closed"] > 0.7 * sum(found.values())


def test_whatever_can_happen_to_a_stage_happens(desk):
    kinds = {each.kind for each in desk.entries}
    assert kinds >= {
        "stage.postpone", "stage.rollback", "stage.divert", "stage.hold", "stage.alert", "stage.resume",
        "exchange.suspend", "plan.swap.confirm", "crossing.stranger", "crossing.settled", "list.reply",
        "bulletin.publish", "remains.identified", "talk.reject", "owed.state",
    }  # fmt: skip


def test_both_sides_bring_home_what_they_signed_for(desk):
    for number in range(1, 9):
        home = {party: sum(each.values()) for party, each in delivered(desk.exchange, Stage(number)).items()}
        assert home["A"] > 40
        assert home["B"] > 40


def test_read_again_from_a_record_every_entry_stands(desk, tmp_path):
    names = desk.write(tmp_path)
    assert names == ["A/", "B/", "M/", "case.bundle"]
    case = Case(FileStore(tmp_path / "M"))
    again = fold(case.state, [told.entry for told in in_order(case.state, case.entries())])
    assert again.refused == []
    assert states(again) == states(desk.exchange)


def test_the_same_wishes_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        tell(Wishes(seed=7, persons=20, stages=1)).write(tmp_path / name)
    assert (tmp_path / "one/case.bundle").read_bytes() == (tmp_path / "two/case.bundle").read_bytes()


@pytest.mark.parametrize("seed", range(3, 8))
def test_small_stories_of_any_seed_stand(seed):
    desk = tell(Wishes(seed=seed, persons=30, stages=3))
    assert desk.exchange.refused == []


def test_people_meet_things_at_the_stated_rates():
    drawn = Counter(fates(Chance(1, "rates"), 40_000))
    for fate, rate in RATES.items():
        assert abs(drawn[fate] / 40_000 - rate) < 0.003


@pytest.mark.parametrize("wishes", [{"stages": 0}, {"stages": 100}, {"persons": 19}, {"persons": 100_001}])
def test_what_cannot_be_told_is_refused(wishes):
    with pytest.raises(RehearsalError, match="expected"):
        Wishes(**wishes)
