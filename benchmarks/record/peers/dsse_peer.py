"""securesystemslib: a DSSE envelope with an Ed25519 signature for each entry."""

from __future__ import annotations

import time

from lines import entries, tell
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner

signer = CryptoSigner.generate_ed25519()
envelopes = [Envelope(line, "application/json", {}) for line in entries()]
started = time.perf_counter()
for envelope in envelopes:
    envelope.sign(signer)
signed = time.perf_counter()
for envelope in envelopes:
    envelope.verify([signer.public_key], 1)
verified = time.perf_counter()
tell(write=len(envelopes) / (signed - started), verify=len(envelopes) / (verified - signed))
