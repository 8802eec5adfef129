"""Tables of levels: every request's value against every value of a register."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from allforall.matching.levels import LEVELS
from allforall.matching.nametables import Named, Surnames, father_table, given_table, surname_table
from allforall.matching.namevalues import column_father, column_given, column_surname


def surname_fact(left: str, right: str) -> str:
    table = surname_table([column_surname(left)], Surnames.of([column_surname(right)]))
    return LEVELS[table[0, 0]].fact


def given_fact(left: str, right: str) -> str:
    table = given_table([column_given(left)[0]], Named.of([column_given(right)[0]]))
    return LEVELS[table[0, 0]].fact


def father_fact(left: str, right: str) -> str:
    table = father_table([column_father(left)], Named.of([column_father(right)]))
    return LEVELS[table[0, 0]].fact


@pytest.mark.parametrize(
    ("left", "right", "fact"),
    [
        ("Шевченко", "Shevchenko", "same_surname"),
        ("Шевченко", "Шевченка", "same_surname"),
        ("Вишневський", "Вишневская", "same_surname"),
        ("Гнатюк", "Gnatiuk", "same_surname"),
        ("Жук", "Chuk", "surname_resembles"),
        ("Бондаренко", "Бондоренко", "surname_one_letter_off"),
        ("Бондаренко", "Бандоренко", "surname_two_letters_off"),
        ("Rodríguez Gómez", "Rodriguez", "one_of_two_surnames"),
        ("Нечуй", "Нечуй-Левицький", "one_of_two_surnames"),
        ("Нечуй-Левицький", "Левицький-Нечуй", "same_surname"),
        ("Шевченко", "Іваненко", "surname_differs"),
        ("", "Іваненко", "nothing_to_compare"),
        ("Іваненко", "", "nothing_to_compare"),
    ],
)
def test_surnames(left, right, fact):
    assert surname_fact(left, right) == fact
    assert surname_fact(right, left) == fact


@pytest.mark.parametrize(
    ("left", "right", "fact"),
    [
        ("Олексій", "Алексей", "same_given_name"),
        ("Микола", "Nikolay", "same_given_name"),
        ("Саша", "Александр", "same_given_name"),
        ("Владислав", "Владислaв", "same_given_name"),
        ("Станіслав", "Станіслап", "given_name_one_letter_off"),
        ("José Luis", "José", "one_of_given_names"),
        ("М.", "Микола", "given_initial_agrees"),
        ("М.", "Николай", "given_initial_agrees"),
        ("П.", "Микола", "given_initial_differs"),
        ("М.", "М.", "given_initial_agrees"),
        ("Олексій", "Олександр", "given_name_differs"),
        ("Микола", "Михайло", "given_name_differs"),
        ("Валерій", "Валентин", "given_name_differs"),
        ("Юрій", "Георгій", "given_name_differs"),
        ("", "Юрій", "nothing_to_compare"),
    ],
)
def test_given_names(left, right, fact):
    assert given_fact(left, right) == fact
    assert given_fact(right, left) == fact


@pytest.mark.parametrize(
    ("left", "right", "fact"),
    [
        ("Миколайович", "Николаевич", "same_father"),
        ("Миколаївна", "Nikolaevich", "same_father"),
        ("Іллівна", "Ильич", "same_father"),
        ("М.", "Миколайович", "father_initial_agrees"),
        ("П.", "Миколайович", "father_initial_differs"),
        ("Іванович", "Петрович", "father_differs"),
        ("", "Петрович", "nothing_to_compare"),
    ],
)
def test_fathers_names(left, right, fact):
    assert father_fact(left, right) == fact
    assert father_fact(right, left) == fact


NAMES = [
    "Шевченко",
    "Shevchenko",
    "Бондаренко",
    "Бандоренко",
    "Rodríguez Gómez",
    "Родригес",
    "Жук",
    "",
    "Чук",
    "Ли",
]
GIVENS = [
    "Олексій",
    "Алексей",
    "Олександр",
    "М.",
    "Микола",
    "Nikolai",
    "",
    "José Luis",
    "José",
    "Станіслап",
    "Станислав",
]


def test_the_tables_are_symmetric():
    """A list answered against a register finds the facts that the register would find against the list."""
    surnames = [column_surname(name) for name in NAMES]
    table = surname_table(surnames, Surnames.of(surnames))
    assert (table == table.T).all()
    givens = [column_given(name)[0] for name in GIVENS]
    table = given_table(givens, Named.of(givens))
    assert (table == table.T).all()


WORDS = st.text(alphabet="абвгґдежзиійклмнопрстуabcdefgh' -.", max_size=10)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
@example(["а"], ["й"])
def test_tables_transpose_when_the_two_sides_are_exchanged(left, right):
    a, b = [column_surname(text) for text in left], [column_surname(text) for text in right]
    assert (surname_table(a, Surnames.of(b)) == surname_table(b, Surnames.of(a)).T).all()
    a, b = [column_given(text)[0] for text in left], [column_given(text)[0] for text in right]
    assert (given_table(a, Named.of(b)) == given_table(b, Named.of(a)).T).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_a_value_agrees_with_itself_or_says_nothing(texts):
    values = [column_surname(text) for text in texts]
    facts = [LEVELS[code].fact for code in surname_table(values, Surnames.of(values)).diagonal()]
    assert set(facts) <= {"same_surname", "nothing_to_compare"}


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=5))
def test_a_value_is_compared_the_same_beside_whichever_others(texts):
    """Tables are made for many values at once; what stands beside a value must not change its levels."""
    values = [column_given(text)[0] for text in texts]
    table = given_table(values, Named.of(values))
    for row, left in enumerate(values):
        for column, right in enumerate(values):
            assert table[row, column] == given_table([left], Named.of([right]))[0, 0]
