"""What one word of a name tells: its sound, its stem, the given name or father's name it may be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allforall.names.token import analyse


@pytest.mark.parametrize(
    "forms",
    [
        "Вишневський Вишневського Вишневському Вишневским Вишневская Вишневской Вишневську Vyshnevska",
        "Петров Петрова Петрову Петровим Петровой Petrova",
        "Шевченко Шевченка Шевченку Шевченком",
        "Гнатюк Гнатюка Гнатюку Гнатюком",
        "Кравець Кравця Кравцю",
        "Білий Біла Білого Білому Белая Белой",
        "Нікітін Нікітіна Никитину Никитиной",
        "Гайдамака Гайдамаки Гайдамаку",
    ],
)
def test_case_and_gender_do_not_change_the_stem(forms: str) -> None:
    assert len({analyse(form).stem for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("oleksii", "Олексій Алексей Лёша Льоша Альоша Oleksii Aleksey Alexey Олексія Алексею Олексієм"),
        ("mykola", "Микола Николай Мыкола Коля Mykola Nikolay Миколу Миколи Николая Мікалай"),
        ("dmytro", "Дмитро Дмитрий Діма Дима Dmytro Dmitry Дмитра Дмитрия Дзмітрый"),
        ("muhammad", "Магомед Мухаммад Мохьмад محمد Muhammad Магомеда"),
        ("olena", "Олена Елена Лена Olena Yelena Олени Елены Олену"),
        ("heorhii", "Георгій Георгий Giorgi გიორგი Жора"),
    ],
)
def test_a_given_name_is_known_in_every_form(kind: str, forms: str) -> None:
    assert [form for form in forms.split() if kind not in analyse(form).givens] == []


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("Саша", {"oleksandr", "oleksandra"}),
        ("Женя", {"yevhen", "yevheniia"}),
        ("Валя", {"valentyn", "valentyna"}),
        ("Слава", {"viacheslav", "yaroslav"}),
    ],
)
def test_an_ambiguous_diminutive_names_all_its_classes(word: str, kinds: set[str]) -> None:
    assert kinds <= set(analyse(word).givens)


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        (
            "mykola",
            "Миколайович Николаевич Николаевна Миколаївна Mykolaiovych Nikolayevich Миколайовича Николаевне",
        ),
        ("illia", "Ілліч Ильич Ильинична Іллівна Illich Ilinichna"),
        ("yakiv", "Якович Яковлевич Яковлевна Яківна Iakovlevich"),
        ("pavlo", "Павлович Павлівна Павловна Pavlovych"),
        ("mykhailo", "Михайлович Михайлівна Mikhailovich Михайловны"),
        ("yurii", "Юрійович Юрьевич Юріївна Юрьевна Yuriiovych Iurevich"),
        ("lev", "Львович Львівна Lvovich"),
        ("ivan", "Іванович Иванович Ивановна Іванівна Ivanovych"),
        ("muhammad", "Магомедович Магомедовна Magomedovich"),
    ],
)
def test_a_patronymic_tells_the_father_whatever_the_sex(kind: str, forms: str) -> None:
    assert {form: analyse(form).father for form in forms.split()} == dict.fromkeys(forms.split(), kind)


def test_an_unknown_father_is_told_by_the_stem() -> None:
    assert analyse("Бронтозаврович").father == "~brontozavr"
    assert analyse("Шевченко").father is None
    assert analyse("Brown").father is None


@pytest.mark.parametrize("written", ["М.", "М", "м", "Ю.", "J.", "გ."])
def test_a_single_letter_is_an_initial(written: str) -> None:
    assert analyse(written).initial


@pytest.mark.parametrize("written", ["박", "张", "Лі", "Ю Лі", ""])
def test_a_syllable_or_a_short_word_is_not_an_initial(written: str) -> None:
    assert not analyse(written).initial


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_at_all_makes_it_fail(written: str) -> None:
    token = analyse(written)
    assert token.sounds[0] == token.sound
    assert token.written == written


@settings(deadline=None)
@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё'-", max_size=20))
def test_the_sound_of_a_cyrillic_word_is_plain_small_letters(written: str) -> None:
    sound = analyse(written).sound
    assert sound == "" or (sound.isascii() and sound.islower())
