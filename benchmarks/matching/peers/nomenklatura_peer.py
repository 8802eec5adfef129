"""nomenklatura: its own token index finds candidates, its scorer logic-v2 judges them; a match from 0.7 on.

It has no field for a unit or a day of capture.
Its scorer caches by entity id, so requests and rows get ids that no other entity ever has.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from followthemoney import Dataset, StatementEntity
from lists import Row, rows, write_answers
from nomenklatura.blocker import Index
from nomenklatura.matching import LogicV2, ScoringConfig

THRESHOLD = 0.7
DATASET = Dataset.make({"name": "register", "title": "Register"})
SEX = {"m": "male", "f": "female", "ж": "female", "ч": "male", "м": "male"}


class Register:
    """What the index asks of a store: all entities, once."""

    def __init__(self, people: Iterable[Row]) -> None:
        self.people = people

    def entities(self, include_schemata: object = None) -> Iterator[StatementEntity]:
        return (entity("held-", row) for row in self.people)


def entity(prefix: str, row: Row) -> StatementEntity:
    properties = {
        "name": row.full_name,
        "lastName": row.surname,
        "firstName": row.given,
        "fatherName": row.patronymic,
        "birthDate": row.born,
        "birthPlace": row.birth_place,
        "gender": SEX.get(row.sex, ""),
        "idNumber": row.service_number,
    }
    given = {name: [value] for name, value in properties.items() if value}
    data = {"id": prefix + row.id, "schema": "Person", "properties": given}
    return StatementEntity.from_data(DATASET, data, cleaned=False)


def main(wanted: Path, register: Path, answers: Path) -> None:
    logging.disable(logging.WARNING)
    asked = {"asked-" + row.id: row for row in rows(wanted)}
    held = {"held-" + row.id: row for row in rows(register)}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Register(held.values()), Path(folder))
        index.build()
        for identifier, blocked in index.match_entities(entity("asked-", row) for row in asked.values()):
            request = asked[identifier.id]
            found[request.id] = _judged(request, [held[each.id] for each, _ in blocked])
        index.close()
    write_answers(answers, (row.id for row in asked.values()), found, THRESHOLD)


def _judged(request: Row, candidates: list[Row]) -> list[tuple[str, float, float]]:
    query, config = entity("asked-", request), ScoringConfig.defaults()
    scores = [(row.id, LogicV2.compare(query, entity("held-", row), config).score) for row in candidates]
    scores.sort(key=lambda each: -each[1])
    return [(register_id, max(0.0, score), score) for register_id, score in scores[:10]]


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
