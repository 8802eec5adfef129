"""Forms a patronymic from the father's name by the rules of Ukrainian and Russian."""

from __future__ import annotations

from functools import cache

from allforall.rehearsal.tables import table


def russian(father: str, female: bool) -> str:
    """The Russian patronymic: Николай gives Николаевич or Николаевна."""
    if known := _exceptions("ru").get(father):
        return known[female]
    son = _russian_son(father)
    return son.removesuffix("ич") + "на" if female else son


def ukrainian(father: str, female: bool) -> str:
    """The Ukrainian patronymic: Микола gives Миколайович or Миколаївна."""
    if known := _exceptions("uk").get(father):
        return known[female]
    son = _ukrainian_son(father)
    if not female:
        return son
    stem = son.removesuffix("ович")
    return stem[:-1] + "ївна" if stem.endswith("й") else stem.removesuffix("ь") + "івна"


@cache
def _exceptions(language: str) -> dict[str, tuple[str, str]]:
    """Patronymics of sons and daughters that follow no rule, by the father's name."""
    rows = [row for row in table("patronymics") if row["language"] == language]
    return {row["father"]: (row["son"], row["daughter"]) for row in rows}


def _russian_son(father: str) -> str:
    stem, last = father[:-1], father[-1]
    if father.endswith("ий"):
        return father[:-2] + "ьевич"
    if last in "йь":
        return stem + "евич"
    if last == "а":
        return stem + "аевич"
    if last in "уо":
        return stem + "ович"
    return father + ("евич" if last in "иеэыюяжшчщц" else "ович")


def _ukrainian_son(father: str) -> str:
    stem, last = father[:-1], father[-1]
    if last in "оу":
        return stem + "ович"
    if last in "ая":
        return stem + "айович"
    return father + ("йович" if last in "иіеєю" else "ович")
