"""Forms a patronymic from the father's name by the rules of Ukrainian and Russian."""

from __future__ import annotations

RU_EXCEPTIONS = {
    "Илья": "Ильич", "Никита": "Никитич", "Лука": "Лукич", "Фома": "Фомич", "Кузьма": "Кузьмич", "Савва": "Саввич",
    "Павел": "Павлович", "Лев": "Львович", "Пётр": "Петрович", "Петр": "Петрович", "Яков": "Яковлевич",
    "Дмитрий": "Дмитриевич", "Михаил": "Михайлович",
}  # fmt: skip
UK_EXCEPTIONS = {
    "Ілля": "Ілліч", "Яків": "Якович", "Лука": "Лукич", "Хома": "Хомич", "Кузьма": "Кузьмич", "Сава": "Савич",
    "Григорій": "Григорович", "Лев": "Львович", "Микита": "Микитович", "Микола": "Миколайович", "Федір": "Федорович",
    "Ігор": "Ігорович", "Тихін": "Тихонович", "Сидір": "Сидорович", "Пилип": "Пилипович", "Михайло": "Михайлович",
}  # fmt: skip
RU_FEMININE = {"Ильич": "Ильинична", "Никитич": "Никитична", "Лукич": "Лукинична", "Фомич": "Фоминична", "Кузьмич": "Кузьминична", "Саввич": "Саввична"}  # fmt: skip
UK_FEMININE = {"Ілліч": "Іллівна", "Лукич": "Луківна", "Хомич": "Хомівна", "Кузьмич": "Кузьмівна", "Савич": "Савівна"}  # fmt: skip


def russian(father: str, female: bool) -> str:
    """The Russian patronymic: Николай gives Николаевич or Николаевна."""
    male = RU_EXCEPTIONS.get(father) or _russian_male(father)
    if not female:
        return male
    return RU_FEMININE.get(male) or male.removesuffix("ич") + "на"


def ukrainian(father: str, female: bool) -> str:
    """The Ukrainian patronymic: Микола gives Миколайович or Миколаївна."""
    male = UK_EXCEPTIONS.get(father) or _ukrainian_male(father)
    if not female:
        return male
    if male in UK_FEMININE:
        return UK_FEMININE[male]
    stem = male.removesuffix("ович")
    return stem[:-1] + "ївна" if stem.endswith("й") else stem.removesuffix("ь") + "івна"


def _russian_male(father: str) -> str:
    if father.endswith("ий"):
        return father[:-2] + "ьевич"
    if father[-1] in "йь":
        return father[:-1] + "евич"
    if father[-1] in "ауо":
        return father[:-1] + ("аевич" if father[-1] == "а" else "ович")
    if father[-1] in "иеэыюя":
        return father + "евич"
    return father + ("евич" if father[-1] in "жшчщц" else "ович")


def _ukrainian_male(father: str) -> str:
    if father[-1] in "оу":
        return father[:-1] + "ович"
    if father[-1] in "ая":
        return father[:-1] + "айович"
    if father[-1] in "иіеєю":
        return father + "йович"
    return father + "ович"
