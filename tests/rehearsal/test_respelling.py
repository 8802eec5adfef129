import pytest

from allforall.rehearsal.respelling import latin_schemes, respelling

# names and schemes of public standards, checked by hand
CASES = [
    ("kmu2010", "Згурський", "Zghurskyi"),
    ("kmu2010", "Єфименко", "Yefymenko"),
    ("kmu2010", "Лук'яненко", "Lukianenko"),
    ("kmu2010", "Соловйов", "Soloviov"),
    ("kmu2010", "Ґонта", "Gonta"),
    ("kmu2010", "Юрійович", "Yuriiovych"),
    ("icao_ru", "Подъячев", "Podieiachev"),
    ("icao_ru", "Юрьевич", "Iurevich"),
    ("icao_ru", "Вишневский", "Vishnevskii"),
    ("gost52535", "Луцкий", "Lutckii"),
    ("bgn_ru", "Ёлкин", "Yëlkin"),
    ("french1990", "Шевченко", "Chevtchenko"),
    ("french1990", "Сергей", "Serguei"),
    ("french1990", "Журавлёв", "Jouravliov"),
    ("iso9_ru", "Юрий", "Ûrij"),
    ("german_uk", "Щербак", "Schtscherbak"),
    ("polish_uk", "Щербак", "Szczerbak"),
    ("turkish_uk", "Шевченко", "Şevçenko"),
    ("dutch_ru", "Чумак", "Tsjoemak"),
    ("uk_to_ru", "Дерев'янко", "Деревьянко"),
    ("uk_to_ru", "Вишневський", "Вишневский"),
    ("uk_to_ru", "Чорний", "Чорный"),
    ("uk_to_ru_ear_y", "Микола", "Мыкола"),
    ("uk_to_ru_ear_y", "Дмитро", "Дмытро"),
    ("ru_to_uk", "Никитин", "Нікітін"),
    ("ru_to_uk", "Рыжов", "Рижов"),
    ("ru_to_uk", "Медведев", "Медведєв"),
    ("ru_to_uk", "Соловьёв", "Соловйов"),
    ("ru_to_uk", "Толстой", "Толстой"),
    ("ru_to_uk", "Чёрный", "Чорний"),
    ("ru_to_uk", "Островский", "Островський"),
    ("uk_feminine", "Вишневський", "Вишневська"),
    ("uk_feminine", "Медведєв", "Медведєва"),
    ("uk_feminine", "Шевченко", "Шевченко"),
    ("uk_feminine", "Гнатюк", "Гнатюк"),
    ("ru_feminine", "Толстой", "Толстая"),
    ("ru_feminine", "Луцкий", "Луцкая"),
    ("ru_feminine", "Соловьёв-Чёрный", "Соловьёва-Чёрная"),
]


@pytest.mark.parametrize(("scheme", "name", "expected"), CASES)
def test_a_name_is_written_by_the_scheme(scheme, name, expected):
    assert respelling(scheme)([name]) == [expected]


@pytest.mark.parametrize("scheme", [*latin_schemes("uk"), *latin_schemes("ru")])
def test_no_cyrillic_is_left_in_latin(scheme):
    alphabet = (
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"
        if respelling(scheme).source == "uk"
        else "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    )
    written = "".join(respelling(scheme)([f"о{letter}а" for letter in alphabet] + list(alphabet)))
    assert not [sign for sign in written if "\u0400" <= sign <= "\u04ff"]


def test_many_names_at_once_are_written_like_one_by_one():
    names = ["Іваненко", "Кара-оол", "Нечуй-Левицький", "Рам Бахадур", "Ясен"]
    scheme = respelling("kmu2010")
    assert scheme(names) == [scheme([name])[0] for name in names]


def test_no_names_give_no_names():
    assert respelling("kmu2010")([]) == []


def test_capitals_stand_where_name_parts_begin():
    assert respelling("icao_ru")(["Кара-оол", "Саид-Магомед", "Али оглы"]) == [
        "Kara-ool",
        "Said-Magomed",
        "Ali ogly",
    ]
