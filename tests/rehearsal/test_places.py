import numpy as np

from allforall.rehearsal import places
from allforall.rehearsal.tables import table


def _code(uk, kind="b"):
    return next(at for at, row in enumerate(table("places")) if row["uk"] == uk and row["kind"] == kind)


def test_a_town_is_written_in_many_forms():
    bakhmut = _code("Бахмут")
    assert [places.write(bakhmut, "uk", form) for form in places.FORMS] == [
        "Бахмут",
        "м. Бахмут",
        "м. Бахмут, Донецька обл.",
        "Донецька обл., Донецький р-н, м. Бахмут",
        "Донецька обл.",
        "Артемівськ",
    ]
    assert places.write(bakhmut, "la", "with_region") == "Bakhmut, Donetsk region"
    assert places.write(bakhmut, "ru", "old") == "Артёмовск"


def test_a_town_without_a_region_falls_back_to_its_name():
    assert places.write(_code("Київ"), "ru", "region") == "г. Киев"


def test_villages_tell_their_region():
    code = int(places.draw_birth_places(np.zeros(400, dtype=np.int64), _chance()).max())
    assert places.write(code, "uk", "with_region").startswith("с. ")
    assert places.write(code, "uk", "region").endswith("обл.")


def test_places_of_one_home_stay_there():
    drawn = places.draw_birth_places(np.zeros(2000, dtype=np.int64), _chance())
    towns = [table("places")[code]["home"] for code in drawn.tolist() if code < len(table("places"))]
    assert set(towns) == {"uk"}


def _chance():
    from allforall.rehearsal.chance import Chance

    return Chance(1, "places")
