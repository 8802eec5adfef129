"""What the rules of an exchange refuse."""

from __future__ import annotations

from allforall.record.folding import RuleBroken as RuleBroken

# The fifteen things that must hold, by the name an error gives them.
INVARIANTS = {
    "delivered-as-agreed": "Delivered counts per stage and category are those of the agreed formula.",
    "one-live-slot": "A person has one live slot, over all stages and exchanges.",
    "not-again": "Whoever is home is not allocated again, unless a new capture is recorded.",
    "cleared": "Nobody crosses without every required clearance, unexpired, on the current manifest.",
    "two-persons": "Who proposes does not confirm; an overseer is no clearing body; nobody approves himself.",
    "own-will": "Nobody crosses against his or her will, and the will is asked in private.",
    "frozen-list": "A frozen list is changed only by both signatures, and within the category rule.",
    "fit-for-manifest": "Nobody who is dead, disputed, held back or unwilling is in a manifest.",
    "count-adds-up": "Crossed, turned back, declined, absent and dead make the manifest; both sheets agree.",
    "window": "No GO and no movement without an acknowledged window that holds; an alert is a HOLD.",
    "family-first": "Families are told before the public, a death by a person, and nothing before its time.",
    "sourced": "Every fact has its source, time and author, and history only grows.",
    "both-words": "Nothing is agreed on one side's word.",
    "wounded-first": "The gravely wounded and sick go before others, whatever rank or number.",
    "clocks": "Weekly health lists and the week for capture cards do not lapse in silence.",
}
