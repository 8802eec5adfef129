"""Ranks of four languages meet by their grade, however they were abbreviated."""

import pytest

from allforall.matching.levels import LEVELS
from allforall.matching.ranks import HIGHEST, rank_level, read_rank

SAME = [
    (
        1,
        [
            "солдат",
            "рядовий",
            "рядовой",
            "ряд.",
            "матрос",
            "private",
            "Pvt",
            "Pte",
            "seaman",
            "er",
            "рядового",
        ],
    ),
    (1, ["солдат за контрактом", "гвардии рядовой", "рядовой-стрелок", "рядовий запасу"]),
    (2, ["старший солдат", "ст. солдат", "єфрейтор", "ефрейтор", "ефр.", "LCpl", "старший матрос", "onbaşı"]),
    (3, ["молодший сержант", "мол. с-т", "мл.с-т", "младший сержант", "Jr Sgt", "junior sergeant", "Cpl"]),
    (4, ["сержант", "с-т", "сержанта", "сержантом", "Sgt", "çavuş", "старшина 1 статті", "сержант поліції"]),
    (5, ["старший сержант", "ст. с-т", "гвардии старший сержант запаса", "старшого сержанта", "Sr Sgt"]),
    (6, ["головний сержант", "старшина", "ст-на", "SSgt", "staff sergeant", "главный корабельный старшина"]),
    (7, ["штаб-сержант", "штаб сержант", "прапорщик", "пр-к", "мічман", "warrant officer", "astsubay"]),
    (8, ["майстер-сержант", "старший прапорщик", "Master Sergeant", "MSgt"]),
    (
        10,
        ["молодший лейтенант", "мл. л-т", "молодшого лейтенанта", "2nd Lt", "second lieutenant", "asteğmen"],
    ),
    (11, ["лейтенант", "л-т", "лейт.", "Lt", "лейтенант медицинской службы", "teğmen"]),
    (12, ["старший лейтенант", "ст. лейт.", "ст.л-т", "старлей", "1st Lt", "First Lieutenant", "üsteğmen"]),
    (13, ["капітан", "капитан", "к-н", "Capt", "капитан-лейтенант", "yüzbaşı"]),
    (
        14,
        ["майор", "м-р", "майора", "Maj", "капітан 3 рангу", "капитан III ранга", "майор юстиции", "binbaşı"],
    ),
    (15, ["підполковник", "підп-к", "п/п-к", "Lt Col", "Lt. Col.", "LTC", "капитан 2-го ранга", "yarbay"]),
    (16, ["полковник", "п-к", "полковника", "Col", "капітан 1 рангу", "albay"]),
    (17, ["бригадний генерал", "Brigadier General", "tuğgeneral"]),
    (18, ["генерал-майор", "Major General", "генерал", "генерала"]),
    (19, ["генерал-лейтенант", "lieutenant general"]),
    (20, ["генерал-полковник"]),
]


@pytest.mark.parametrize(("grade", "text"), [(grade, text) for grade, texts in SAME for text in texts])
def test_a_rank_is_read_in_any_language_case_and_abbreviation(grade, text):
    assert read_rank(text) == grade


@pytest.mark.parametrize(
    "text", ["", "-", "водій", "пенсионер", "курсант", "OR-5", "ОФ-1", "помічник гранатометника"]
)
def test_what_is_not_a_rank_has_no_grade(text):
    assert read_rank(text) is None


def test_a_position_in_a_regiment_is_not_a_colonel():
    assert read_rank("стрілець 3 полку") == 1


@pytest.mark.parametrize(
    ("left", "right", "fact"),
    [
        ("сержант", "Sgt", "same_rank"),
        ("сержант", "старший сержант", "rank_near"),
        ("старший сержант", "штаб-сержант", "rank_near"),
        ("солдат", "сержант", "rank_differs"),
        ("солдат", "полковник", "rank_differs"),
    ],
)
def test_promotion_by_two_grades_is_near(left, right, fact):
    a, b = read_rank(left), read_rank(right)
    assert LEVELS[rank_level(a, b)].fact == fact
    assert rank_level(a, b) == rank_level(b, a)


def test_lifting_words_never_leave_the_scale():
    assert read_rank("старший генерал-полковник") == HIGHEST
    assert read_rank("молодший солдат") == 1
