"""The rules of order (section 8): for each, what passes and what does not, before both verifiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.contrib import writer
from tests.record.building import verdicts

OBSERVED = [
    writer.member("A"),
    writer.member("B"),
    writer.member("M", "mediator"),
    writer.member("O", "observer"),
]
Story = Callable[[Any], object]
TABLE: list[tuple[str, Story]] = []


def comes_to(verdict: str) -> Callable[[Story], Story]:
    """Note a story about A, B, M and the observer O, and its verdict."""

    def note(story: Story) -> Story:
        TABLE.append((verdict, story))
        return story

    return note


def proposal(record: Any, who: str = "A", kind: str = "plan", **body: Any) -> str:
    return str(record[who].add(f"{kind}.propose", {"text": "all for all", **body}))


def commit(record: Any, who: str, number: int = 0, kind: str = "psi") -> str:
    return str(record[who].add(f"{kind}.commit", {"round": number}))


def both_committed(record: Any) -> tuple[str, str]:
    """A and B commit in round 0 and see it of each other."""
    ours, theirs = commit(record, "A"), commit(record, "B")
    meet(record)
    return ours, theirs


def meet(record: Any, *who: str) -> None:
    """A and B (or others) see each other as they are now."""
    names = who or ("A", "B")
    seen = {name: record[name].seen() for name in names}
    for name in names:
        others = {k: v for other in names if other != name for k, v in seen[other].items()}
        record[name].add("ack", seen=others)


# --- seen ---


@comes_to("valid")
def each_sees_more_of_the_other(record: Any) -> None:
    meet(record)
    meet(record)


@comes_to("seen-backwards")
def as_much_is_seen_as_before(record: Any) -> None:
    record.see("A", "B")
    record.see("A", "B")


@comes_to("seen-backwards")
def less_is_seen_than_before(record: Any) -> None:
    record["B"].add("note")
    record.see("A", "B")
    record["A"].add("ack", seen=record["B"].seen(1))


@comes_to("stale")
def more_is_seen_than_is_here(record: Any) -> None:
    record["A"].add("ack", seen={"B": [2, "00" * 32]})


@comes_to("wrong-feed")
def a_feed_is_seen_that_is_no_members(record: Any) -> None:
    record["A"].add("ack", seen={"Z": [1, "00" * 32]})


@comes_to("stale")
def a_feed_is_seen_that_is_not_here(record: Any) -> None:
    record["A"].add("ack", seen={"B/2": [1, "00" * 32]})


@comes_to("seen-unbacked")
def another_history_is_seen(record: Any) -> None:
    record["A"].add("ack", seen={"B": [1, "00" * 32]})


@comes_to("seen-backwards")
def going_back_counts_before_being_unbacked(record: Any) -> None:
    record.see("A", "B")
    record["A"].add("ack", seen={"B": [1, "00" * 32]})


@comes_to("seen-unbacked")
def what_was_seen_is_judged_before_any_rule(record: Any) -> None:
    record["A"].add("plan.accept", {"of": proposal(record, "B")})
    record["B"].add("ack", seen={"M": [1, "00" * 32]})


# --- propose, accept, confirm ---


@comes_to("valid")
def a_proposal_is_accepted_and_confirmed(record: Any) -> None:
    of = proposal(record)
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())


@comes_to("valid")
def the_mediator_proposes_and_both_accept(record: Any) -> None:
    of = proposal(record, "M")
    for party in "AB":
        record[party].add("plan.accept", {"of": of}, seen=record["M"].seen())
    record["M"].add("plan.confirm", {"of": of}, seen={**record["A"].seen(), **record["B"].seen()})


@comes_to("confirm-too-early")
def the_mediator_needs_both(record: Any) -> None:
    of = proposal(record, "M")
    record["A"].add("plan.accept", {"of": of}, seen=record["M"].seen())
    record["M"].add("plan.confirm", {"of": of}, seen=record["A"].seen())


@comes_to("not-allowed")
def an_observer_proposes(record: Any) -> None:
    proposal(record, "O")


@comes_to("not-allowed")
def a_mediator_accepts(record: Any) -> None:
    record["M"].add("plan.accept", {"of": proposal(record)}, seen=record["A"].seen())


@comes_to("not-allowed")
def one_accepts_ones_own(record: Any) -> None:
    record["A"].add("plan.accept", {"of": proposal(record)})


@comes_to("not-allowed")
def one_accepts_what_ones_other_device_proposed(record: Any) -> None:
    of = proposal(record)
    record.enrol("A/2").add("plan.accept", {"of": of}, seen=record["A"].seen())


@comes_to("bad-reference")
def an_accept_of_what_was_not_seen(record: Any) -> None:
    record["B"].add("plan.accept", {"of": proposal(record)})


@comes_to("bad-reference")
def an_accept_of_what_is_not_there(record: Any) -> None:
    record["B"].add("plan.accept", {"of": "A:1:" + "00" * 32}, seen=record["A"].seen())


@comes_to("bad-reference")
def an_accept_of_a_feed_that_is_not_there(record: Any) -> None:
    record["B"].add("plan.accept", {"of": "X:1:" + "00" * 32}, seen=record["A"].seen())


@comes_to("bad-reference")
def an_accept_of_another_leaf_at_that_place(record: Any) -> None:
    of = proposal(record)
    record["B"].add("plan.accept", {"of": of[:-64] + "00" * 32}, seen=record["A"].seen())


@comes_to("bad-reference")
def an_accept_of_another_prefix(record: Any) -> None:
    of = proposal(record, kind="terms")
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())


@comes_to("bad-reference")
def an_accept_of_a_commit(record: Any) -> None:
    of = commit(record, "A", kind="plan")
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())


@comes_to("bad-reference")
def an_accept_of_a_plain_note(record: Any) -> None:
    of = record["A"].add("note")
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())


@comes_to("not-allowed")
def a_confirm_of_the_others_proposal(record: Any) -> None:
    of = proposal(record)
    record["B"].add("plan.confirm", {"of": of}, seen=record["A"].seen())


@comes_to("confirm-too-early")
def a_confirm_before_the_accept_is_known(record: Any) -> None:
    of = proposal(record)
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of})


@comes_to("confirm-too-early")
def the_accept_of_another_proposal_does_not_count(record: Any) -> None:
    first, of = proposal(record), proposal(record)
    record["B"].add("plan.accept", {"of": first}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())


@comes_to("valid")
def a_further_device_confirms_and_accepts(record: Any) -> None:
    of = proposal(record)
    second_b = record.enrol("B/2")
    second_b.add("plan.accept", {"of": of}, seen=record["A"].seen())
    second_a = record.enrol("A/2")
    second_a.add("plan.confirm", {"of": of}, seen={**record["A"].seen(), **second_b.seen()})


@comes_to("valid")
def a_proposal_is_replaced_and_the_new_one_confirmed(record: Any) -> None:
    of = proposal(record, replaces=proposal(record))
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())


@comes_to("confirm-too-early")
def a_replaced_proposal_is_confirmed(record: Any) -> None:
    of = proposal(record)
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    proposal(record, replaces=of)
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())


@comes_to("valid")
def it_is_confirmed_before_it_is_replaced(record: Any) -> None:
    of = proposal(record)
    record["B"].add("plan.accept", {"of": of}, seen=record["A"].seen())
    record["A"].add("plan.confirm", {"of": of}, seen=record["B"].seen())
    proposal(record, replaces=of)


@comes_to("not-allowed")
def the_others_proposal_is_replaced(record: Any) -> None:
    of = proposal(record, "B")
    record["A"].add("plan.propose", {"replaces": of}, seen=record["B"].seen())


@comes_to("bad-reference")
def what_is_no_proposal_is_replaced(record: Any) -> None:
    proposal(record, replaces=record["A"].add("note"))


# --- commit, reveal, chunk ---


@comes_to("valid")
def both_reveal_after_both_committed(record: Any) -> None:
    for name, of in zip("AB", both_committed(record), strict=True):
        record[name].add("psi.reveal", {"of": of})


@comes_to("not-allowed")
def the_mediator_commits(record: Any) -> None:
    commit(record, "M")


@comes_to("not-allowed")
def a_second_commit_in_one_round(record: Any) -> None:
    commit(record, "A")
    commit(record, "A")


@comes_to("valid")
def a_commit_in_the_next_round(record: Any) -> None:
    commit(record, "A")
    commit(record, "A", 1)
    commit(record, "A", 0, "terms")


@comes_to("reveal-too-early")
def the_other_is_bound_to_two_lists(record: Any) -> None:
    ours, _ = both_committed(record)
    record.enrol("B/2").add("psi.commit", {"round": 0})
    record["A"].add("psi.reveal", {"of": ours}, seen=record["B/2"].seen())


@comes_to("reveal-too-early")
def a_list_chosen_after_the_others_was_read(record: Any) -> None:
    for name, of in zip("AB", both_committed(record), strict=True):
        record[name].add("psi.reveal", {"of": of})
    late = record.enrol("A/2").add("psi.commit", {"round": 0})
    record["A/2"].add("psi.reveal", {"of": late}, seen=record["B"].seen())


@comes_to("valid")
def a_void_second_list_does_not_bind(record: Any) -> None:
    ours, _ = both_committed(record)
    record.enrol("B/2").add("psi.commit", {"round": 0})
    record.revoke("B", "B/2", 1)
    record["A"].add("psi.reveal", {"of": ours}, seen={**record["B"].seen(), **record["B/2"].seen()})


@comes_to("bad-reference")
def what_was_replaced_is_replaced_again(record: Any) -> None:
    of = proposal(record)
    proposal(record, replaces=of)
    proposal(record, replaces=of)


@comes_to("reveal-too-early")
def a_reveal_before_the_other_is_bound(record: Any) -> None:
    record["A"].add("psi.reveal", {"of": commit(record, "A")})


@comes_to("reveal-too-early")
def a_commit_that_is_there_but_not_seen_does_not_count(record: Any) -> None:
    commit(record, "B")
    record["A"].add("psi.reveal", {"of": commit(record, "A")})


@comes_to("reveal-too-early")
def a_commit_of_another_round_does_not_count(record: Any) -> None:
    commit(record, "B", 1)
    of = commit(record, "A")
    record["A"].add("psi.reveal", {"of": of}, seen=record["B"].seen())


@comes_to("reveal-too-early")
def a_commit_of_another_prefix_does_not_count(record: Any) -> None:
    commit(record, "B", kind="terms")
    of = commit(record, "A")
    record["A"].add("psi.reveal", {"of": of}, seen=record["B"].seen())


@comes_to("not-allowed")
def the_others_commit_is_revealed(record: Any) -> None:
    _, theirs = both_committed(record)
    record["A"].add("psi.reveal", {"of": theirs})


@comes_to("bad-reference")
def a_proposal_is_revealed(record: Any) -> None:
    record["A"].add("psi.reveal", {"of": proposal(record, kind="psi")})


@comes_to("valid")
def chunks_by_turns(record: Any) -> None:
    commits = dict(zip("AB", both_committed(record), strict=True))
    for i in range(3):
        for name, of in commits.items():
            record[name].add("psi.chunk", {"of": of, "i": i, "k": 3})
        meet(record)


@comes_to("chunk-too-early")
def a_chunk_before_the_other_is_bound(record: Any) -> None:
    record["A"].add("psi.chunk", {"of": commit(record, "A"), "i": 0, "k": 2})


@comes_to("chunk-too-early")
def a_chunk_before_the_others_last_one(record: Any) -> None:
    ours, _ = both_committed(record)
    for i in range(2):
        record["A"].add("psi.chunk", {"of": ours, "i": i, "k": 2})


@comes_to("chunk-too-early")
def a_chunk_without_ones_own_last_one(record: Any) -> None:
    ours, theirs = both_committed(record)
    record["B"].add("psi.chunk", {"of": theirs, "i": 0, "k": 2})
    record["A"].add("psi.chunk", {"of": ours, "i": 1, "k": 2}, seen=record["B"].seen())


@comes_to("chunk-too-early")
def a_chunk_of_another_commit_is_not_ones_own(record: Any) -> None:
    another = record.enrol("A/2").add("psi.commit", {"round": 0})
    ours, theirs = both_committed(record)
    record["A/2"].add("psi.chunk", {"of": another, "i": 0, "k": 2}, seen=record["B"].seen())
    record["B"].add("psi.chunk", {"of": theirs, "i": 0, "k": 2})
    seen = {**record["B"].seen(), **record["A/2"].seen()}
    record["A"].add("psi.chunk", {"of": ours, "i": 1, "k": 2}, seen=seen)


@comes_to("chunk-too-early")
def chunks_of_another_number_are_no_turn(record: Any) -> None:
    commits = dict(zip("AB", both_committed(record), strict=True))
    for name, of in commits.items():
        record[name].add("psi.chunk", {"of": of, "i": 0, "k": 2})
    meet(record)
    record["A"].add("psi.chunk", {"of": commits["A"], "i": 1, "k": 3})


@comes_to("not-allowed")
def a_chunk_of_the_others_commit(record: Any) -> None:
    _, theirs = both_committed(record)
    record["A"].add("psi.chunk", {"of": theirs, "i": 0, "k": 2})


# --- release, erase ---


@comes_to("valid")
def the_mediator_releases_what_both_have_committed(record: Any) -> None:
    commits = both_committed(record)
    record["M"].add("psi.release", {"of": list(commits)}, seen={**record["A"].seen(), **record["B"].seen()})


@comes_to("not-allowed")
def a_party_releases(record: Any) -> None:
    record["A"].add("psi.release", {"of": list(both_committed(record))})


@comes_to("release-too-early")
def one_commit_alone_is_released(record: Any) -> None:
    record["M"].add("psi.release", {"of": [commit(record, "A")]}, seen=record["A"].seen())


@comes_to("release-too-early")
def nothing_is_released(record: Any) -> None:
    record["M"].add("psi.release", {"of": []})


@comes_to("release-too-early")
def two_commits_of_one_party_are_released(record: Any) -> None:
    of = [commit(record, "A"), record.enrol("A/2").add("psi.commit", {"round": 0})]
    record["M"].add("psi.release", {"of": of}, seen={**record["A"].seen(), **record["A/2"].seen()})


@comes_to("release-too-early")
def commits_of_two_rounds_are_released(record: Any) -> None:
    of = [commit(record, "A", 0), commit(record, "B", 1)]
    record["M"].add("psi.release", {"of": of}, seen={**record["A"].seen(), **record["B"].seen()})


@comes_to("bad-reference")
def what_was_not_seen_is_released(record: Any) -> None:
    of = [commit(record, "A"), commit(record, "B")]
    record["M"].add("psi.release", {"of": of}, seen=record["A"].seen())


@comes_to("valid")
def a_row_of_ones_own_list_is_erased(record: Any) -> None:
    record["A"].add("erase", {"of": commit(record, "A"), "row": 0, "ground": "asked for"})


@comes_to("not-allowed")
def a_row_of_the_others_list_is_erased(record: Any) -> None:
    of = commit(record, "B")
    record["A"].add("erase", {"of": of, "row": 0, "ground": ""}, seen=record["B"].seen())


@comes_to("bad-reference")
def a_row_of_no_list_is_erased(record: Any) -> None:
    record["A"].add("erase", {"of": proposal(record), "row": 0, "ground": ""})


@comes_to("bad-reference")
def a_row_of_what_is_called_commit_without_prefix(record: Any) -> None:
    of = record["A"].add("commit", seen=record["B"].seen())
    record["A"].add("erase", {"of": of, "row": 0, "ground": ""})


@comes_to("valid")
def kinds_without_prefix_have_no_rule(record: Any) -> None:
    seen = record["B"].seen()
    for kind in ("propose", "accept", "confirm", "commit", "reveal", "chunk", "release"):
        record["A"].add(kind, **({"seen": seen} if seen else {}))
        seen = {}


# --- revocation ---


def revoked(record: Any, size: int = 1) -> Any:
    """A/2 is enrolled and proposes; A revokes it from a size on. Gives A/2."""
    device = record.enrol("A/2")
    record.revoke("A", "A/2", size)
    return device


@comes_to("bad-reference")
def what_is_void_is_accepted_by_who_knows(record: Any) -> None:
    of = proposal(record, revoked(record).name)
    record["B"].add("plan.accept", {"of": of}, seen={**record["A"].seen(), **record["A/2"].seen()})


@comes_to("valid")
def what_is_void_is_accepted_by_who_does_not_know_yet(record: Any) -> None:
    of = proposal(record, revoked(record).name)
    record["B"].add("plan.accept", {"of": of}, seen=record["A/2"].seen())


@comes_to("valid")
def what_came_before_the_revocation_stands(record: Any) -> None:
    of = proposal(record, revoked(record, 2).name)
    record["B"].add("plan.accept", {"of": of}, seen={**record["A"].seen(), **record["A/2"].seen()})


@comes_to("confirm-too-early")
def a_void_accept_does_not_count(record: Any) -> None:
    of = proposal(record, "B")
    device = revoked(record)
    device.add("plan.accept", {"of": of}, seen=record["B"].seen())
    record["B"].add("plan.confirm", {"of": of}, seen={**record["A"].seen(), **device.seen()})


@comes_to("bad-reference")
def of_several_revocations_the_smallest_counts(record: Any) -> None:
    of = proposal(record, revoked(record, 2).name)
    record.revoke("A", "A/2", 1)
    record.revoke("A", "A/2", 5)
    record["B"].add("plan.accept", {"of": of}, seen={**record["A"].seen(), **record["A/2"].seen()})


@comes_to("bad-revocation")
def a_feed_revokes_itself(record: Any) -> None:
    record.revoke("A", "A", 1)


@comes_to("bad-revocation")
def a_feed_of_another_member_is_revoked(record: Any) -> None:
    record.revoke("A", "B", 1)


@comes_to("bad-revocation")
def a_revocation_of_another_case(record: Any) -> None:
    record.enrol("A/2")
    record.revoke("A", "A/2", 1, case="00" * 32)


@comes_to("bad-revocation")
def a_revocation_by_the_signing_key(record: Any) -> None:
    record.enrol("A/2")
    record.revoke("A", "A/2", 1, [writer.Key("A")])


@comes_to("bad-revocation")
def a_revocation_is_judged_before_what_was_seen(record: Any) -> None:
    record.revoke("M", "B", 1)
    record["A"].add("ack", seen={"B": [1, "00" * 32]})


# --- evidence excuses ---


def forked(record: Any, name: str = "B") -> Any:
    """Evidence against a feed of B, of which one history stands in the record; gives the other."""
    if name not in record.feeds:
        record.enrol(name)
    feed = record[name]
    other = writer.Feed(name, record.case, feed.signers, list(feed.lines))
    other.add("note", {"text": "otherwise"})
    feed.add("note", {"text": "so"})
    chain = [] if "/" not in name else [writer.link(feed, 0, 1)]
    record.evidence.append(writer.dumps(writer.evidence(feed, other, chain=chain)))
    return other


@comes_to("fork")
def evidence_is_the_verdict_when_all_else_is_right(record: Any) -> None:
    forked(record)


@comes_to("fork")
def the_other_history_may_have_been_seen(record: Any) -> None:
    record["A"].add("ack", seen=forked(record).seen())


@comes_to("seen-backwards")
def going_back_is_not_excused(record: Any) -> None:
    other = forked(record)
    record["A"].add("ack", seen=other.seen())
    record["A"].add("ack", seen=other.seen())


@comes_to("fork")
def the_other_history_may_have_been_accepted(record: Any) -> None:
    other = forked(record)
    of = other.add("plan.propose")
    record["A"].add("plan.accept", {"of": of}, seen=other.seen())


@comes_to("fork")
def what_refers_to_it_is_judged_no_further(record: Any) -> None:
    of = forked(record).add("plan.propose")
    record["A"].add("plan.confirm", {"of": of})


@comes_to("not-allowed")
def but_the_role_is(record: Any) -> None:
    of = forked(record).add("plan.propose")
    record["M"].add("plan.accept", {"of": of})


@comes_to("fork")
def a_forked_party_is_not_waited_for(record: Any) -> None:
    forked(record)
    record["A"].add("psi.reveal", {"of": commit(record, "A")})


@comes_to("fork")
def a_forked_party_may_have_committed_twice(record: Any) -> None:
    ours, _ = both_committed(record)
    record.enrol("B/2").add("psi.commit", {"round": 0})
    forked(record, "B/2")
    record["A"].add("psi.reveal", {"of": ours}, seen=record["B/2"].seen())


@comes_to("fork")
def a_forked_party_may_have_opened_before(record: Any) -> None:
    theirs = commit(record, "B")
    first = commit(record, "A")
    record["B"].add("psi.reveal", {"of": theirs}, seen=record["A"].seen())
    late = record.enrol("A/2").add("psi.commit", {"round": 0})
    forked(record)
    record["A/2"].add("psi.reveal", {"of": late}, seen=record["B"].seen())
    assert first


@comes_to("fork")
def neither_is_one_whose_other_device_forked(record: Any) -> None:
    forked(record, "B/2")
    record["A"].add("plan.confirm", {"of": proposal(record)})


@comes_to("bad-evidence")
def evidence_is_judged_before_what_it_excuses(record: Any) -> None:
    forked(record)
    record.evidence[0] = record.evidence[0].replace(b'"proof":[]', b'"proof":["' + b"00" * 32 + b'"]')
    record["A"].add("ack", seen={"B": [9, "00" * 32]})


@pytest.mark.parametrize(("expected", "story"), [pytest.param(*each, id=each[1].__name__) for each in TABLE])
def test_both_verifiers_judge_the_story_so(expected: str, story: Story) -> None:
    record = writer.Record({**writer.genesis(), "members": OBSERVED}, feeds="ABMO")
    story(record)
    assert verdicts(record.bundle()) == {expected}


def test_every_rule_has_a_story_that_passes_and_one_that_does_not() -> None:
    names = {"confirm-too-early", "reveal-too-early", "chunk-too-early", "release-too-early", "bad-reference"}
    assert {expected for expected, _ in TABLE} >= names | {"valid", "fork", "not-allowed", "bad-revocation"}
