"""The slips of real lists: what is left out, misheard, mistyped, misread, or put in the wrong place.

Importing this package registers every slip; `row.apply` lets one of them happen to a sheet.
"""

from allforall.rehearsal.slips import dates, layout, names, signs, spelling, things
from allforall.rehearsal.slips.row import ABSENT, SLIPS, Row, apply, leave_out

__all__ = [
    "ABSENT",
    "SLIPS",
    "Row",
    "apply",
    "dates",
    "layout",
    "leave_out",
    "names",
    "signs",
    "spelling",
    "things",
]
