"""The parts of a name: surname, given name, father's name, told from one cell or several, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain

from allforall.names.cells import LONGEST_CELL, OF_FATHER, PARTICLES, TITLES, cell_words
from allforall.names.token import Token, analyse

_SURNAME_END = re.compile(
    "(?:enk|cuk|[kn]uk|[^aeiou]uk|ov|ev|in|sk|[td]ze|cvil|an|ani|ir|cak|ak|ik|ets|ats|ko|lo|ba|ha|us|ur|iv)$"
)
_SURE_SURNAME_END = re.compile("(?:enk|uk|[oe]v|sk|cvil|adz|idz|ian|cak|ets)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts; every token keeps the word as written.

    `father` holds patronymics and father's names, `rest` what could not be placed (a call sign, a maiden
    name in brackets). `repairs` says in words what was mended. `swapped` is True when the words themselves
    told another order than the columns, or than surname first.
    """

    surname: tuple[Token, ...] = ()
    given: tuple[Token, ...] = ()
    father: tuple[Token, ...] = ()
    rest: tuple[Token, ...] = ()
    repairs: tuple[str, ...] = ()
    swapped: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens: surname, given, father's name, rest."""
        return self.surname + self.given + self.father + self.rest


def read_name(full: str = "", *, surname: str = "", given_name: str = "", patronymic: str = "") -> Name:
    """Read a name from one cell or from several; never raises, and an empty name has empty parts."""
    cut = any(len(cell) > LONGEST_CELL for cell in (full, surname, given_name, patronymic))
    return _said(_read(full, surname, given_name, patronymic), cut)


def _read(full: str, surname: str, given_name: str, patronymic: str) -> Name:
    if full and not (surname or given_name or patronymic):
        return _read_full(full)
    if surname and not (given_name or patronymic):
        found, _ = cell_words(surname)
        return _read_full(surname) if len(found) > 1 else Name(surname=_tokens(surname))
    return _read_columns(_tokens(surname), _tokens(given_name), _tokens(patronymic), _tokens(full))


def _tokens(cell: str) -> tuple[Token, ...]:
    return tuple(analyse(word) for word in chain(*cell_words(cell)))


def _said(name: Name, cut: bool) -> Name:
    """Say what was mended, and what was not read."""
    repairs = [f"letters of two scripts mended: {token.written}" for token in name.tokens if token.repaired]
    if cut:
        repairs.append(f"a cell is longer than any name: only its first {LONGEST_CELL} characters were read")
    return replace(name, repairs=tuple(repairs)) if repairs else name


def _read_full(cell: str) -> Name:
    before, comma, after = cell.partition(",")
    if comma and before.strip() and after.strip():
        return _read_around_comma(before, after)
    found, aside = cell_words(cell.replace(",", " "))
    rest = tuple(analyse(word) for word in aside)
    tokens, fathers = _fathers_by_marker([analyse(word) for word in found])
    name = _place(tokens, shouted=_shouted(found))
    return replace(name, father=name.father + fathers, rest=name.rest + rest)


def _read_around_comma(before: str, after: str) -> Name:
    """`Surname, Given Patronymic`, unless the words clearly say the contrary."""
    left, right = _tokens(before), _tokens(after.replace(",", " "))
    return _read_columns(left, right, (), ())


def _shouted(found: list[str]) -> frozenset[str]:
    """Words in capitals among words that are not: the surname on passports and lists."""
    long = [word for word in found if len(word.strip(".,")) > 1]
    loud = frozenset(word for word in long if word.isupper())
    return loud if len(loud) < len(long) else frozenset()


def _fathers_by_marker(tokens: list[Token]) -> tuple[list[Token], tuple[Token, ...]]:
    """Take out `X oglu`, `X кызы`: X is the father's name."""
    kept: list[Token] = []
    fathers: list[Token] = []
    for token in tokens:
        if token.text in OF_FATHER and kept:
            fathers.append(kept.pop())
        else:
            kept.append(token)
    return kept, tuple(fathers)


def _place(tokens: list[Token], shouted: frozenset[str] = frozenset()) -> Name:
    """Place the words of one cell, told by what they are and then by where they stand."""
    named = [token for token in tokens if token.initial or token.text not in TITLES]
    titles = tuple(token for token in tokens if token not in named) if named else ()
    plain = [token for token in named or tokens if token.initial or token.text not in PARTICLES]
    particles = tuple(token for token in named if token not in plain) if len(plain) > 1 else ()
    name = _place_plain(plain if len(plain) > 1 else named or tokens, shouted)
    return replace(name, surname=name.surname + particles, rest=titles)


def _place_plain(tokens: list[Token], shouted: frozenset[str]) -> Name:
    if len(tokens) < 2:
        return _single(tokens[0]) if tokens else Name()
    father = _father_place(tokens)
    fathers: tuple[Token, ...] = () if father is None else (tokens[father],)
    named = [token for place, token in enumerate(tokens) if place != father]
    surnames = _surname_places(named, father, shouted)
    surname = tuple(token for place, token in enumerate(named) if place in surnames)
    given = tuple(token for place, token in enumerate(named) if place not in surnames)
    if len(given) > 1 and all(token.initial for token in given) and not fathers:
        given, fathers = given[:1], given[1:]
    return Name(surname, given, fathers, swapped=bool(surname) and 0 not in surnames)


def _single(token: Token) -> Name:
    if token.givens and not _SURE_SURNAME_END.search(token.stem):
        return Name(given=(token,))
    return Name(surname=(token,))


def _father_place(tokens: list[Token]) -> int | None:
    """Where the patronymic stands: after a given name or an initial, never the only other word's surname."""
    best, best_worth = None, 0
    for place, token in enumerate(tokens):
        if token.father is None or place == 0:
            continue
        worth = 1 + 2 * bool(tokens[place - 1].givens) + (not token.father.startswith("~"))
        worth += place == len(tokens) - 1 or place == 1
        if worth > best_worth:
            best, best_worth = place, worth
    if best is not None and len(tokens) == 2 and not tokens[0].givens:
        return None
    return best


def surname_worth(token: Token) -> int:
    """How much a word looks like a surname rather than a given name; negative for a known given name."""
    worth = 0
    if _SURE_SURNAME_END.search(token.stem):
        worth += 3
    elif _SURNAME_END.search(token.stem):
        worth += 1
    if token.givens:
        worth -= 4
    if token.initial:
        worth -= 6
    return worth


def _surname_places(tokens: list[Token], father: int | None, shouted: frozenset[str]) -> set[int]:
    """Which of the words are the surname: the one in capitals, else told by look and place."""
    loud = {place for place, token in enumerate(tokens) if token.written in shouted}
    if loud and len(loud) < len(tokens):
        return loud
    if len(tokens) == 1:
        return set() if tokens[0].givens and father is not None and father == 1 else {0}
    worths = [surname_worth(token) for token in tokens]
    if father is not None:
        return _beside_father(worths, father)
    if len(tokens) == 2:
        last = worths[1] > worths[0] or (worths[1] == worths[0] and tokens[0].script == "latin")
        return {1} if last else {0}
    givens = [place for place, worth in enumerate(worths) if worth < 0]
    if givens and givens[0] == 0:
        run = next((place for place in range(len(tokens)) if worths[place] >= 0), len(tokens) - 1)
        return set(range(run, len(tokens)))
    return {0} if givens else {len(tokens) - 1}


def _beside_father(worths: list[int], father: int) -> set[int]:
    """With a patronymic the given name stands before it, or is the only one known; the rest is surname."""
    given = father - 1
    known = [place for place, worth in enumerate(worths) if worth < 0]
    if worths[given] >= 0 and len(known) == 1:
        given = known[0]
    return {place for place in range(len(worths)) if place != given}


def _read_columns(
    surname: tuple[Token, ...], given: tuple[Token, ...], father: tuple[Token, ...], rest: tuple[Token, ...]
) -> Name:
    """Trust the columns, except where the words clearly say that they were exchanged."""
    if not given and len(surname) > 1:
        name = _place(list(surname))
        return replace(name, father=name.father + father, rest=rest)
    if surname and given and _exchanged(surname[0], given[0]):
        surname, given, swapped = given[:1], surname, True
    else:
        swapped = False
    plain, fathers = _fathers_by_marker(list(given))
    names = tuple(token for token in plain if token.father is None or token.givens)
    more = tuple(token for token in plain if token not in names)
    if len(names) > 1 and all(token.initial for token in names) and not father:
        names, more = names[:1], names[1:]
    father = tuple(token for token in father if token.text not in OF_FATHER)
    return Name(surname, names, fathers + more + father, rest, (), swapped)


def _exchanged(surname: Token, given: Token) -> bool:
    """The surname's column holds a given name, and the given name's column a surname."""
    if not surname.givens or given.givens or given.initial:
        return False
    return surname_worth(given) > surname_worth(surname)
