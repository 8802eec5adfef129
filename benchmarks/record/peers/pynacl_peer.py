"""PyNaCl: a bare Ed25519 signature for each entry."""

from __future__ import annotations

from lines import entries, rate, tell
from nacl.signing import SigningKey

lines = entries()
key = SigningKey.generate()
public = key.verify_key
signed = {line: key.sign(line) for line in lines}
tell(write=rate(key.sign, lines), verify=rate(lambda line: public.verify(signed[line]), lines))
