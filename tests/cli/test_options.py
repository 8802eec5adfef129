"""Options that commands share."""

import pytest
from click import BadParameter, Command, Context, Option

from allforall.cli.options import mapping_of, tell_problems

HERE = Context(Command("match"))
MAP = Option(["--map"])


def test_pairs_become_a_mapping_and_the_last_equals_sign_divides() -> None:
    assert mapping_of(HERE, MAP, ["ПІБ=full_name", "a=b=unit"]) == {"ПІБ": "full_name", "a=b": "unit"}
    assert mapping_of(HERE, MAP, []) == {}


@pytest.mark.parametrize("pair", ["unit", "=unit", "unit=", "="])
def test_half_a_pair_is_wrong_usage(pair: str) -> None:
    with pytest.raises(BadParameter, match="expected COLUMN=FIELD"):
        mapping_of(HERE, MAP, [pair])


def test_of_many_problems_the_first_are_told_and_the_rest_counted(tmp_path, capsys) -> None:
    from allforall.people.reading import read_list

    path = tmp_path / "list.csv"
    path.write_text("surname,birth_date\n" + "".join(f"Гук{at},31.02.1990\n" for at in range(40)), "utf-8")
    reader = read_list(path)
    list(reader.batches())
    tell_problems(reader)
    lines = capsys.readouterr().err.splitlines()
    assert 1 < len(lines) <= 13
    assert all(line.startswith("allforall: list.csv") for line in lines)
    assert lines[-1] == f"allforall: list.csv: and {40 - len(lines) + 1} more"
