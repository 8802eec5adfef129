"""Plan, floor 2: who goes home when, and why."""
