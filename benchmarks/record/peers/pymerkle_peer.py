"""pymerkle: an RFC 6962 tree without signatures, entries of any form."""

from __future__ import annotations

import time

from lines import entries, rate, tell
from pymerkle import InmemoryTree, verify_inclusion

lines = entries()
tree = InmemoryTree(algorithm="sha256")
append = rate(tree.append_entry, lines)
root = tree.get_root()
proofs = [(tree.get_leaf(at), tree.prove_inclusion(at)) for at in range(1, 2001)]
started = time.perf_counter()
for leaf, proof in proofs:
    verify_inclusion(leaf, root, proof)
tell(write=append, verify=len(proofs) / (time.perf_counter() - started))
