"""A text file as blocks of whole lines in UTF-8, whatever its encoding was."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import IO

BLOCK = 8 << 20
MAX_LINE = 64 << 20  # a longer line is cut, so that one broken file cannot fill the memory


def blocks(path: Path, encoding: str, skip: int) -> Iterator[tuple[bytes, int]]:
    """The file's text in UTF-8, cut after line ends, and how many bytes of the file are read so far.

    `skip` bytes at the start (a byte order mark) are left out. Bytes that the encoding does not know stay as
    they are, so that they can be found: decode with "surrogateescape". Line ends become "\\n".
    """
    with path.open("rb") as handle:
        handle.seek(skip)
        carry = b""
        for text in _recoded(handle, encoding):
            carry += text
            cut = carry.rfind(b"\n") + 1
            if cut:
                yield carry[:cut], handle.tell()
                carry = carry[cut:]
            elif len(carry) > MAX_LINE:
                carry = carry[:MAX_LINE]
        if carry:
            yield carry, handle.tell()


def _recoded(handle: IO[bytes], encoding: str) -> Iterator[bytes]:
    plain_utf8 = encoding == "utf-8"
    errors = "replace" if encoding.startswith("utf-") else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    ended_in_return = False
    while True:
        piece = handle.read(BLOCK)
        text = piece if plain_utf8 else decoder.decode(piece, not piece).encode("utf-8", "surrogateescape")
        if ended_in_return:
            text = b"\r" + text
        ended_in_return = bool(piece) and text.endswith(b"\r")
        if ended_in_return:
            text = text[:-1]
        yield text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text
        if not piece:
            return
