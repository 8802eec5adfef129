"""cryptography: a bare Ed25519 signature for each entry."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from lines import entries, rate, tell

lines = entries()
key = Ed25519PrivateKey.generate()
public = key.public_key()
signatures = {line: key.sign(line) for line in lines}
tell(write=rate(key.sign, lines), verify=rate(lambda line: public.verify(signatures[line], line), lines))
