"""The mutants still fit the program; `make mutants` runs them."""

from __future__ import annotations

import pytest

from tests.mutants.run import ROOT, Mutant, mutants


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: f"{mutant.room}: {mutant.name}")
def test_a_mutant_fits_at_exactly_one_place(mutant: Mutant) -> None:
    text = (ROOT / mutant.path).read_text(encoding="utf-8")
    assert text.count(mutant.search) == 1
    assert mutant.search != mutant.replace
    compile(text.replace(mutant.search, mutant.replace), mutant.file, "exec")
    assert all((ROOT / "tests" / each).exists() for each in mutant.tests)
