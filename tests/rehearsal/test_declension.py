import pytest

from allforall.rehearsal.declension import declined

CASES = [
    ("Шевченко", "accusative", "uk", False, "Шевченка"),
    ("Микола", "accusative", "uk", False, "Миколу"),
    ("Гнатюк", "genitive", "uk", False, "Гнатюка"),
    ("Гнатюк", "genitive", "uk", True, "Гнатюк"),
    ("Вишневський", "genitive", "uk", False, "Вишневського"),
    ("Вишневська", "accusative", "uk", True, "Вишневську"),
    ("Олена", "dative", "uk", True, "Олені"),
    ("Дмитро", "genitive", "uk", False, "Дмитра"),
    ("Шевченко", "accusative", "ru", False, "Шевченко"),
    ("Иванов", "genitive", "ru", False, "Иванова"),
    ("Иванова", "accusative", "ru", True, "Иванову"),
    ("Николай", "dative", "ru", False, "Николаю"),
    ("Пётр", "genitive", "ru", False, "Петра"),
    ("Никита", "genitive", "ru", False, "Никиты"),
    ("Лука", "genitive", "ru", False, "Луки"),
    ("Долгих", "genitive", "ru", False, "Долгих"),
    ("Ли", "genitive", "ru", False, "Ли"),
]


@pytest.mark.parametrize(("word", "case", "language", "female", "expected"), CASES)
def test_a_name_is_declined(word, case, language, female, expected):
    assert declined(word, case, language, female) == expected
