"""One sound for all spellings of a Slavic name, whatever the manner of romanising."""

from __future__ import annotations

import pytest

from allforall.names.latin import manner_of
from allforall.names.token import analyse

# what the clerk wrote -> by which manner
SPELLINGS = {
    "cevcenko": "Шевченко Shevchenko Schewtschenko Chevtchenko Szewczenko Şevçenko Ševčenko Sjevtsjenko",
    "juravlev": "Журавлёв Журавлев Журавльов Zhuravlev Zhuravlyov Jouravlev Žuravlev Žuravlëv",
    "cerbakov": "Щербаков Shcherbakov Schtscherbakow Szczerbakow Chtcherbakov Ščerbakov Ŝerbakov",
    "hrucev": "Хрущов Хрущёв Khrushchev Khrouchtchev Chruschtschow Chruszczow Chruščëv",
    "solovev": "Соловйов Соловьёв Соловьев Soloviov Solovev Solovyov Solovyev Solowjow Solovʹëv",
    "zhurski": "Згурський Згурский Zghurskyi Zgurskii Zgurskiy Zgurskij Zgursky",
    "podacev": "Подъячев Podieiachev Podyachev Pod'yachev Podʺâčev Podjačev",
    "lukanenko": "Лук'яненко Лук’яненко Лукьяненко Lukianenko Luk’yanenko Lukyanenko",
    "efimenko": "Єфименко Ефименко Yefymenko Efimenko Iefymenko Jefymenko",
    "hnatuk": "Гнатюк Hnatiuk Gnatiuk Gnatyuk Hnatyuk Hnatjuk",
    "lutski": "Луцький Луцкий Lutskyi Lutskii Lutsky Łucki Luckij",
    "puckin": "Пушкин Пушкін Pushkin Pouchkine Puschkin Puškin",
    "cumak": "Чумак Chumak Tschumak Tsjoemak Czumak Čumak",
    "kravets": "Кравець Кравец Kravets Krawets Kravetz Kravecʹ",
    "uri": "Юрій Юрий Yurii Iurii Yuriy Yuri Youri Jurij Ûrij",
    "serhi": "Сергій Serhii Serhiy Serhij Sergii",
    "ceremet": "Шеремет Sheremet Scheremet Chérémet Szeremet Šeremet",
    "jemil": "Джеміль Джемиль Dzhemil Cemıl",
}


@pytest.mark.parametrize(("sound", "spelling"), [(k, s) for k, row in SPELLINGS.items() for s in row.split()])
def test_every_spelling_has_the_one_sound(sound: str, spelling: str) -> None:
    assert sound in analyse(spelling).sounds


SURNAMES = """
Білий Белый | Лісовий Лесовой | Підгорний Подгорный | Нагірний Нагорный | Кривоніс Кривонос |
Чорновіл Черновол Рябокінь Рябоконь | Снігур Снегур | Стрілець Стрелец | Олійник Олейник |
Колісник Колесник | Чайківський Чайковский Шовкопляс Шелкопляс | Жовтобрюх Желтобрюх |
Медвідь Медведь | Лебідь Лебедь | Гребінник Гребенник | Воробйов Воробьёв Корольов Королёв |
Семенов Семёнов | Фьодоров Фёдоров | Горбачов Горбачёв | Кузнєцов Кузнецов |
Алєксєєв Алексеев Медведєв Медведев | Соловйов Соловьев | Ільїн Ильин | Нікітін Никитин |
Рижов Рыжов | Дерев'янко Деревянко Щербина Щербина | Ґонтар Гонтарь | Тимошенко Тимошенко |
Дзюба Дзюба | Ейсмонт Эйсмонт | Аверʼянов Аверьянов Маєвський Маевский | Раєвський Раевский |
Андрієвський Андриевский | Йовенко Иовенко | Гагієв Гагиев | Гаджиєв Гаджиев Хмельовий Хмелевой |
Білоус Белоус | Кам'янський Камянский | Заєць Заец | Бур'ян Бурьян | Дьомін Дёмин |
Льовочкін Лёвочкин
"""


@pytest.mark.parametrize("pair", " ".join(SURNAMES.split()).replace(" | ", "|").replace(" ", "_").split("|"))
def test_a_surname_sounds_the_same_in_ukrainian_and_russian(pair: str) -> None:
    for left, right in zip(pair.split("_")[::2], pair.split("_")[1::2], strict=True):
        assert analyse(left).sound == analyse(right).sound


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Шевченко", "Шевчук"),
        ("Коваль", "Коваленко"),
        ("Бондар", "Бондаренко"),
        ("Мельник", "Мельничук"),
        ("Лис", "Лось"),
        ("Зозуля", "Жажуля"),
        ("Савченко", "Шевченко"),
        ("Кравчук", "Кравець"),
    ],
)
def test_different_surnames_sound_differently(left: str, right: str) -> None:
    assert analyse(left).sound != analyse(right).sound
    assert analyse(left).stem != analyse(right).stem


@pytest.mark.parametrize(
    ("word", "manner"),
    [
        ("tschumak", "german"),
        ("szewczenko", "polish"),
        ("chevtchenko", "french"),
        ("tsjoemak", "dutch"),
        ("ševčenko", "scientific"),
        ("cəfərov", "turkish"),
        ("g'ayrat", "uzbek"),
        ("shevchuk", "english"),
    ],
)
def test_the_word_betrays_the_manner_of_romanising(word: str, manner: str) -> None:
    assert manner_of(word).name.startswith(manner)
