"""Places meet under old and new names, in three languages, in any case, with or without their region."""

import pytest

from allforall.matching.levels import LEVELS
from allforall.matching.places import birth_place_level, capture_place_level, read_place


def fact(left: str, right: str) -> str:
    """The fact found for two places of birth, the same in both directions."""
    a, b = read_place(left), read_place(right)
    assert a is not None
    assert b is not None
    assert birth_place_level(a, b) == birth_place_level(b, a)
    return LEVELS[birth_place_level(a, b)].fact


SAME = [
    ["Київ", "м. Київ", "г.Киев", "Kyiv", "Kiev, Ukraine", "у Києві", "місто Київ"],
    ["Дніпро", "Днепр", "Дніпропетровськ", "Днепропетровск", "Dnipro", "Dnepropetrovsk"],
    ["Бахмут", "Бахмут, Донецька обл.", "г. Артёмовск Донецкой области", "Artemivsk", "під Бахмутом"],
    [
        "Маріуполь",
        "в Мариуполе",
        "Mariupol",
        "Жданов",
        "Маріуполь, завод Азовсталь",
        "Донецька область, м. Маріуполь",
    ],
    ["с. Новоселівка, Покровський р-н, Донецька обл.", "с. Новоселовка Покровского района Донецкой области"],
    ["Авдіївка", "Авдеевка", "Avdiivka", "в районе Авдеевки", "м. Авдіївка"],
    ["Роботине", "Работино", "Robotyne", "р-н н.п. Роботине"],
    ["Петрівка", "Петровка", "Petrivka", "с. Петрівка"],
    ["Кривий Ріг", "Кривой Рог", "Kryvyi Rih", "м. Кривого Рогу"],
    ["Сімферополь, АР Крим", "Симферополь", "г. Симферополь, Республика Крым"],
    ["Свердловськ", "Екатеринбург"],
    ["Свердловськ", "Довжанськ, Луганська обл."],
    ["Олешки (Цюрупинськ)", "Алёшки", "Oleshky"],
    ["Станиця Луганська", "Станица Луганская", "Stanytsia Luhanska"],
    ["ЧАЕС", "Чернобыль", "Chornobyl NPP"],
    ["Ростов-на-Дону", "Rostov-on-Don", "Ростов-на-Дону, Ростовская область"],
    ["г. Грозный", "Грозний, Чеченская Республика"],
    ["İstanbul", "Istanbul"],
]
SAME_REGION = [
    [
        "Донецька обл.",
        "Донецкая область",
        "Donetsk oblast",
        "Donetska oblast",
        "обл. Донецька",
        "Донеччина",
        "ДНР",
    ],
    ["АР Крим", "Крим", "Республика Крым", "Crimea"],
    ["Харківська область", "Харьковская", "Харківщина", "Kharkiv region"],
    ["Воронежская область", "Воронезька обл.", "Voronezh Oblast"],
    ["Чеченская Республика", "Чечня", "Чеченська респ."],
    ["Sumy oblast", "Сумська обл."],
    ["Краснодарский край", "Краснодарський край"],
    ["Івано-Франківська обл.", "Ивано-Франковская область"],
]


@pytest.mark.parametrize(("left", "right"), [(group[0], each) for group in SAME for each in group])
def test_spellings_of_one_place_agree(left, right):
    assert fact(left, right) == "same_birth_place"


@pytest.mark.parametrize(("left", "right"), [(group[0], each) for group in SAME_REGION for each in group])
def test_spellings_of_one_region_agree(left, right):
    assert fact(left, right) == "same_birth_region"


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("Донецьк", "Маріуполь", "birth_place_differs"),
        ("Донецька обл.", "Донецьк", "same_birth_region"),
        ("м. Харків, Харківська обл.", "с. Веселе, Харківська обл.", "same_birth_region"),
        ("с. Петрівка, Сумська обл.", "с. Петрівка, Полтавська обл.", "birth_place_differs"),
        ("Донецька обл.", "Луганська обл.", "birth_place_differs"),
        ("Донецька обл.", "Калуш", "nothing_to_compare"),
        ("Станиця Луганська", "Луганськ", "birth_place_differs"),
        ("Самар", "Самара", "birth_place_alike"),
        ("Воздвиженка", "Воздвижинка", "birth_place_alike"),
    ],
)
def test_what_two_places_have_to_do_with_each_other(left, right, found):
    assert fact(left, right) == found


@pytest.mark.parametrize("text", ["", "-", "Україна", "м.", "село", "Росія", "123", "обл."])
def test_without_a_name_there_is_no_place(text):
    assert read_place(text) is None


def test_places_of_capture_have_facts_of_their_own():
    facts = [
        LEVELS[capture_place_level(read_place(a), read_place(b))].fact
        for a, b in (
            ("Суджа", "Sudzha"),
            ("Суджа", "Суджанка"),
            ("Курська обл.", "Курск, Курская обл."),
            ("Суджа", "Рильськ"),
        )
    ]
    assert facts == [
        "same_capture_place",
        "capture_place_differs",
        "same_capture_region",
        "capture_place_differs",
    ]


def test_the_first_key_is_the_town():
    assert read_place("Олешки (Козачі Лагері)").keys[0] == "олешки"
    assert read_place("Донецька обл.").keys == ("donet*",)
