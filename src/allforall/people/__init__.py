"""People, floor 0: the values everybody speaks of, and the trade's papers."""

from allforall.people.dates import PartialDate
from allforall.people.errors import DateError, ListError, MappingError, OutputError, PeopleError
from allforall.people.fields import ALL_FIELDS, DATE_FIELDS, EXTRA_FIELDS, FIELDS, NAME_FIELDS
from allforall.people.files import writing
from allforall.people.party import Category, Health, Party, read_category, read_health
from allforall.people.person import Origin, Person, Source

__all__ = [
    "ALL_FIELDS",
    "DATE_FIELDS",
    "EXTRA_FIELDS",
    "FIELDS",
    "NAME_FIELDS",
    "Category",
    "DateError",
    "Health",
    "ListError",
    "MappingError",
    "Origin",
    "OutputError",
    "PartialDate",
    "Party",
    "PeopleError",
    "Person",
    "Source",
    "read_category",
    "read_health",
    "writing",
]
