"""Keys: what spellings of one thing share."""

from allforall.matching.keys import Keyed, number_key, place_key, unit_key


def test_spellings_of_one_unit_or_place_share_a_key():
    assert unit_key("24 ОМБр") == unit_key("3 мсб 24-ї бригади") != unit_key("42 омбр")
    assert place_key("г. Днепропетровск") == place_key("Дніпро") != place_key("Київ")
    assert unit_key("?") == place_key("?") == ""


def test_a_number_is_known_by_its_letters_and_figures():
    assert number_key("АВ-123 456") == number_key("AB123456") != number_key("AB123457")
    assert number_key("немає") == ""


def test_every_cell_has_its_key(lists):
    cards = [{"id": "1", "unit": "24 ОМБр"}, {"id": "2", "unit": "24-ї бригади"}, {"id": "3"}]
    assert Keyed.of(lists.batch(cards)).keys["unit"].cells() == [unit_key("24 омбр")] * 2 + [""]
