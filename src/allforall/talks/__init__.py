"""What the talks are: who spoke for whom, what was proposed, claimed and denied, and what happened meanwhile.

Nothing said here is agreed by being said: agreement is computed from the acceptances of a proposal.
"""

# Each brings its kinds and rules into the book, so that no fold is made without them.
import allforall.talks.contacts
import allforall.talks.delegations
import allforall.talks.incidents
import allforall.talks.proposals
import allforall.talks.rounds
import allforall.talks.statements
import allforall.talks.undo  # noqa: F401
