"""People, floor 0: the values everybody speaks of, and the trade's papers."""

from allforall.people.dates import PartialDate
from allforall.people.errors import DateError, ListError, MappingError, OutputError, PeopleError
from allforall.people.fields import ALL_FIELDS, DATE_FIELDS, EXTRA_FIELDS, FIELDS, NAME_FIELDS
from allforall.people.party import Category, Health, Party, read_category, read_health
from allforall.people.person import Origin, Person, Source
from allforall.people.pfif import write_pfif
from allforall.people.reading import Batch, Column, ListReader, Problem, RejectedRow, read_list
from allforall.people.rejected import write_rejected
from allforall.people.writing import write_csv, write_rows, write_xlsx

__all__ = [
    "ALL_FIELDS",
    "DATE_FIELDS",
    "EXTRA_FIELDS",
    "FIELDS",
    "NAME_FIELDS",
    "Batch",
    "Category",
    "Column",
    "DateError",
    "Health",
    "ListError",
    "ListReader",
    "MappingError",
    "Origin",
    "OutputError",
    "PartialDate",
    "Party",
    "PeopleError",
    "Person",
    "Problem",
    "RejectedRow",
    "Source",
    "read_category",
    "read_health",
    "read_list",
    "write_csv",
    "write_pfif",
    "write_rejected",
    "write_rows",
    "write_xlsx",
]
