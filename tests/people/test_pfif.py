"""PFIF 1.4: what is published, in which order, and above all what is not."""

from __future__ import annotations

import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from allforall.people import OutputError, PartialDate, Person, write_pfif
from allforall.people.pfif import DEMANDED, NAMESPACE, ORDER

WHEN = datetime.datetime(2025, 6, 2, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=3)))
PERSON = Person(
    id="A<1>",
    surname="Іваненко & Ко",
    given_name="Петро",
    patronymic="Олексійович",
    sex="male",
    birth_date=PartialDate(1990, 5, 17),
    rank="солдат",
    unit="А1234",
    service_number="АА-123456",
    health="seriously wounded",
    held_at="ВК-1",
    tax_number="3012345678",
    next_of_kin="мати",
    other_name="Ivanenko Petro",
    former_surname="Шевченко",
    nationality="UA",
    notes="таємно",
)
# The order of a person's fields in the specification of 29 May 2012, section 4.1.
SPECIFIED = [
    "person_record_id",
    "entry_date",
    "expiry_date",
    "author_name",
    "author_email",
    "author_phone",
    "source_name",
    "source_date",
    "source_url",
    "full_name",
    "given_name",
    "family_name",
    "alternate_names",
    "description",
    "sex",
    "date_of_birth",
    "age",
    "home_street",
    "home_neighborhood",
    "home_city",
    "home_state",
    "home_postal_code",
    "home_country",
    "photo_url",
    "profile_urls",
]


def fields(path: Path) -> list[tuple[str, str]]:
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{{{NAMESPACE}}}pfif"
    (person,) = root
    assert person.tag == f"{{{NAMESPACE}}}person"
    return [(each.tag.removeprefix(f"{{{NAMESPACE}}}"), each.text or "") for each in person]


def test_nothing_is_published_that_was_not_asked_for(tmp_path: Path) -> None:
    write_pfif(tmp_path / "out.xml", [PERSON], domain="example.org", source_date=WHEN)
    assert fields(tmp_path / "out.xml") == [
        ("person_record_id", "example.org/A<1>"),
        ("source_date", "2025-06-02T09:30:00Z"),
        ("full_name", "Іваненко & Ко Петро Олексійович"),
    ]


def test_everything_that_can_be_published_stands_in_the_order_of_the_specification(tmp_path: Path) -> None:
    write_pfif(
        tmp_path / "out.xml",
        [PERSON],
        domain="example.org",
        source_date=WHEN,
        source_name="Бюро",
        fields=ORDER,
    )
    published = fields(tmp_path / "out.xml")
    assert dict(published)["given_name"] == "Петро Олексійович"
    assert dict(published)["alternate_names"] == "Ivanenko Petro\nШевченко"
    assert (dict(published)["date_of_birth"], dict(published)["home_country"]) == ("1990-05-17", "UA")
    assert [name for name, _ in published] == [name for name in SPECIFIED if name in dict(published)]
    assert set(DEMANDED) <= dict(published).keys() <= set(SPECIFIED)


def test_no_rank_unit_number_health_or_kin_can_be_published(tmp_path: Path) -> None:
    write_pfif(tmp_path / "out.xml", [PERSON], domain="example.org", source_date=WHEN, fields=ORDER)
    text = (tmp_path / "out.xml").read_text(encoding="utf-8")
    for secret in ("солдат", "А1234", "123456", "wounded", "ВК-1", "мати", "таємно"):
        assert secret not in text
    with pytest.raises(OutputError, match='"health" is no field that is published'):
        write_pfif(tmp_path / "out.xml", [PERSON], domain="example.org", source_date=WHEN, fields=["health"])


@pytest.mark.parametrize(
    ("birth", "published"),
    [
        (PartialDate(1990), {"date_of_birth": "1990"}),
        (PartialDate(1990, 5), {"date_of_birth": "1990-05"}),
        (PartialDate(1985, approximate=True), {"age": "39-41"}),
        (PartialDate(1995, approximate=True, span=10), {"age": "25-35"}),
        (PartialDate(None, 5, 17), {}),
        (None, {}),
    ],
)
def test_a_date_is_published_no_more_exact_than_it_is(
    tmp_path: Path, birth: PartialDate | None, published: dict[str, str]
) -> None:
    person = Person(id="1", full_name="Іваненко", birth_date=birth)
    write_pfif(
        tmp_path / "out.xml",
        [person],
        domain="example.org",
        source_date=WHEN,
        fields=["date_of_birth", "age"],
    )
    assert dict(fields(tmp_path / "out.xml")[3:]) == published


def test_a_person_without_name_cannot_be_published(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="has no name"):
        write_pfif(tmp_path / "out.xml", [Person(id="7")], domain="example.org", source_date=WHEN)
    assert list(tmp_path.iterdir()) == []
