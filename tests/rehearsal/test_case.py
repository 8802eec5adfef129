from allforall.rehearsal.case import CasePlan, rehearse_case, write_case


def test_each_side_asks_for_people_the_other_holds(tmp_path):
    case = rehearse_case(CasePlan(seed=3, held=(120, 90), wanted=(40, 30)))
    assert (len(case.a.register), len(case.b.register)) == (120, 90)
    assert (len(case.a.wanted), len(case.b.wanted)) == (40, 30)
    for asking, holding in ((case.a, case.b), (case.b, case.a)):
        ids = set(holding.register.columns["id"])
        assert all(register_id in ids for row in asking.truth for register_id in row.register_ids)
        assert any(row.register_ids for row in asking.truth)
    assert sorted(write_case(case, tmp_path)) == sorted(path.name for path in tmp_path.iterdir())


def test_ids_tell_side_and_paper():
    case = rehearse_case(CasePlan(seed=3, held=(50, 50), wanted=(10, 10)))
    assert case.a.register.columns["id"][0] == "AR0000001"
    assert case.b.wanted.columns["id"][0] == "BW0000001"


def test_sides_keep_their_languages():
    case = rehearse_case(CasePlan(seed=3, held=(400, 400), wanted=(300, 300), noise=0.0))
    assert set(case.a.register.languages) == {"uk"}
    assert set(case.b.register.languages) == {"ru"}
    assert set(case.a.wanted.languages) == {"uk", "la"}


def test_there_are_civilians_enough_for_a_first_stage():
    case = rehearse_case(CasePlan(seed=3))
    for side in (case.a, case.b):
        civilians = {"цивільний", "гражданский", "civilian"}
        held = [row for row, truth in enumerate(side.truth) if truth.register_ids]
        assert sum(side.wanted.columns["category"][row] in civilians for row in held) >= 120
