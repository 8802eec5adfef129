"""Month names of Ukrainian, Russian, Turkish and English lists, whole, declined or cut short."""

from __future__ import annotations

from functools import cache

from allforall.people.party import plain

_NAMES: tuple[tuple[str, ...], ...] = (
    ("січень", "січня", "січні", "январь", "января", "январе", "ocak", "january"),
    ("лютий", "лютого", "лютому", "февраль", "февраля", "феврале", "şubat", "february"),
    ("березень", "березня", "березні", "март", "марта", "марте", "mart", "march"),
    ("квітень", "квітня", "квітні", "апрель", "апреля", "апреле", "nisan", "april"),
    ("травень", "травня", "травні", "май", "мая", "мае", "mayıs", "may"),
    ("червень", "червня", "червні", "июнь", "июня", "июне", "haziran", "june"),
    ("липень", "липня", "липні", "июль", "июля", "июле", "temmuz", "july"),
    ("серпень", "серпня", "серпні", "август", "августа", "августе", "ağustos", "august"),
    ("вересень", "вересня", "вересні", "сентябрь", "сентября", "сентябре", "eylül", "september", "sept"),
    ("жовтень", "жовтня", "жовтні", "октябрь", "октября", "октябре", "ekim", "october"),
    ("листопад", "листопада", "листопаді", "ноябрь", "ноября", "ноябре", "kasım", "november"),
    ("грудень", "грудня", "грудні", "декабрь", "декабря", "декабре", "aralık", "december"),
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SHORTEST = 3


@cache
def _prefixes() -> dict[str, int]:
    table = {numeral: number for number, numeral in enumerate(_ROMAN, 1)}
    for number, names in enumerate(_NAMES, 1):
        for name in map(plain, names):
            for end in range(_SHORTEST, len(name) + 1):
                table.setdefault(name[:end], number)
    return table


def read_month(word: str) -> int | None:
    """1 to 12 for a month's name, its first three letters or more, or a Roman numeral; None otherwise."""
    return _prefixes().get(plain(word))
