"""Units meet by number and kind, by the number of a field post, or by a proper name."""

import pytest

from allforall.matching.levels import LEVELS
from allforall.matching.units import read_unit, unit_level


def fact(left: str, right: str) -> str:
    """The fact found for two texts, the same in both directions."""
    a, b = read_unit(left), read_unit(right)
    assert a is not None
    assert b is not None
    assert unit_level(a, b) == unit_level(b, a)
    return LEVELS[unit_level(a, b)].fact


SAME = [
    [
        "24 ОМБр",
        "24 омбр",
        "24-та окрема механізована бригада",
        "24th Separate Mechanized Brigade",
        "24 mech bde",
        "3 мсб 24 омбр",
        "3-й механизированный батальон 24 бригады",
        "бригада № 24",
        "А1234, 24 ОМБр",
    ],
    ["36 обрмп", "36 ОБрМП", "36-та окрема бригада морської піхоти", "36th Marine Brigade", "36 mar bde"],
    [
        "810-я отдельная гвардейская бригада морской пехоты",
        "810 обрмп",
        "810th Naval Infantry Brigade",
        "810 NIB",
    ],
    [
        "74th Motor Rifle Regiment",
        "74 мсп",
        "74 гв.мсп",
        "74-й мотострелковый полк",
        "74 MRR",
        "74 мсп 42 мсд",
    ],
    ["104 дшп 76 дшд", "104-й десантно-штурмовой полк", "104 гв. дшп"],
    ["42 танкова бригада", "42 отбр", "42 tk bde"],
    ["112 обр ТрО", "112 бригада тероборони", "112 TDF bde"],
    ["501 обмп", "501-й окремий батальйон морської піхоти", "501st marine battalion"],
    ["9 прикордонний загін", "9 погз", "9th Border Guard Detachment"],
    ["58 ОА", "58-я общевойсковая армия", "58th Combined Arms Army"],
    ["в/ч А1234", "вч А1234", "військова частина А-1234", "A1234", "military unit A 1234", "А1234, 24 ОМБр"],
    ["mil unit 50139", "в/ч 50139", "войсковая часть 50139", "в/ч 50139-3", "в/ч пп 50139"],
    ["в/ч 3018", "3018"],
    ["полк «Азов»", "Azov Regiment", "Азов", "ОЗСП «Азов»", "полку «Азов»", "12 бригада «Азов»"],
    ["ЧВК Вагнер", "ПВК Вагнера", "PMC Wagner"],
]


@pytest.mark.parametrize(("left", "right"), [(group[0], each) for group in SAME for each in group])
def test_spellings_of_one_unit_agree(left, right):
    assert fact(left, right) == "same_unit"


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("24 ОМБр", "42 ОМБр", "unit_differs"),
        ("24 ОМБр", "24 мсп", "unit_alike"),
        ("3 мсб 24 омбр", "3 мсб 72 омбр", "unit_differs"),
        ("3 мсб 24 омбр", "3 мсб", "unit_alike"),
        ("104 дшп 76 дшд", "234 дшп 76 дшд", "unit_differs"),
        ("в/ч 50139", "в/ч 50140", "unit_differs"),
        ("24 ОМБр", "в/ч А1234", "nothing_to_compare"),
        ("полк «Азов»", "24 ОМБр", "nothing_to_compare"),
        ("71 мсп", "42 мсд", "nothing_to_compare"),
        ("отряд «Ахмат»", "отряд «Шторм»", "nothing_to_compare"),
        ("БАРС-13", "БАРС-14", "unit_differs"),
    ],
)
def test_what_two_units_have_to_do_with_each_other(left, right, found):
    assert fact(left, right) == found


@pytest.mark.parametrize("text", ["", "-", "НГУ", "бригада", "військова частина", "regiment", "окремий полк"])
def test_a_kind_without_number_or_name_is_no_unit(text):
    assert read_unit(text) is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("1 мсб 24 омбр", ("24",)),
        ("71 мсп 42 мсд", ("71",)),
        ("в/ч А1234", ("a1234",)),
        ("24 ОМБр, А1234", ("24", "a1234")),
        ("полк «Азов»", ("azov",)),
    ],
)
def test_the_first_key_is_the_formation_that_others_would_write_too(text, keys):
    assert read_unit(text).keys == keys
