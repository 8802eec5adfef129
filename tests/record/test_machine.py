"""The state machine over honest and evil devices, and that it really went where it should.

THOROUGH=1 takes many more and longer runs, with fresh chance.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.record.machine import Members
from tests.record.world import reached

THOROUGH = bool(os.environ.get("THOROUGH"))
SETTINGS = settings(
    max_examples=600 if THOROUGH else 150,
    stateful_step_count=60 if THOROUGH else 40,
    derandomize=not THOROUGH,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


def test_no_device_can_bend_the_record() -> None:
    reached.clear()
    run_state_machine_as_test(Members, settings=SETTINGS)
    for what in ("fork", "fork seen by two", "guard", "waiting", "taken in after waiting", "rotation"):
        assert reached[what] > 0, f"no run came to: {what}; {reached}"
    assert reached["plan.confirm"] > 0
    assert reached["terms.reveal"] > 0
    assert reached["fork"] * 10 > SETTINGS.max_examples, reached
