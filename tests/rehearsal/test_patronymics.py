import pytest

from allforall.rehearsal.patronymics import russian, ukrainian

UKRAINIAN = """
Микола Миколайович Миколаївна
Олексій Олексійович Олексіївна
Юрій Юрійович Юріївна
Григорій Григорович Григорівна
Ілля Ілліч Іллівна
Яків Якович Яківна
Дмитро Дмитрович Дмитрівна
Євген Євгенович Євгенівна
Ігор Ігорович Ігорівна
Петро Петрович Петрівна
Василь Васильович Василівна
Лука Лукич Луківна
Алі Алійович Аліївна
"""
RUSSIAN = """
Николай Николаевич Николаевна
Алексей Алексеевич Алексеевна
Юрий Юрьевич Юрьевна
Григорий Григорьевич Григорьевна
Илья Ильич Ильинична
Яков Яковлевич Яковлевна
Дмитрий Дмитриевич Дмитриевна
Евгений Евгеньевич Евгеньевна
Игорь Игоревич Игоревна
Пётр Петрович Петровна
Никита Никитич Никитична
Иса Исаевич Исаевна
Али Алиевич Алиевна
Магомед Магомедович Магомедовна
"""


@pytest.mark.parametrize("line", UKRAINIAN.split("\n")[1:-1])
def test_ukrainian_patronymics(line):
    father, son, daughter = line.split()
    assert [ukrainian(father, False), ukrainian(father, True)] == [son, daughter]


@pytest.mark.parametrize("line", RUSSIAN.split("\n")[1:-1])
def test_russian_patronymics(line):
    father, son, daughter = line.split()
    assert [russian(father, False), russian(father, True)] == [son, daughter]
