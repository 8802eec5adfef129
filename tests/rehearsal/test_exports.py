import pytest

from allforall.rehearsal.exports import encoded, write_exports
from allforall.rehearsal.lists import rehearse
from allforall.rehearsal.plan import Plan


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    wanted = rehearse(Plan(100, 60, seed=4, list_language="mixed")).wanted
    paths = write_exports(wanted, tmp_path_factory.mktemp("exports"), "uk", 4)
    return {path.name: path.read_bytes() for path in paths}


def test_the_code_page_of_windows(files):
    lines = files["wanted-cp1251.csv"].decode("cp1251").splitlines()
    assert ";" in lines[0]
    assert sum("W00000" in line for line in lines) >= 60


def test_the_code_page_of_dos_says_its_separator(files):
    assert files["wanted-cp866.csv"].decode("cp866").startswith("sep=;\r\n")


def test_unicode_text_with_tabs(files):
    text = files["wanted-utf16.txt"].decode("utf-16")
    assert "\t" in text.splitlines()[0]


def test_a_page_that_calls_itself_a_spreadsheet(files):
    page = files["wanted.xls"].decode("utf-8")
    assert page.startswith("<html>")
    assert page.count("<tr>") >= 61


def test_a_sign_the_code_page_lacks_loses_its_mark():
    assert encoded("Şevçenko", "cp1251") == b"Sevcenko"
    assert encoded("漢", "cp1251") == b"?"
