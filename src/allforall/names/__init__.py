"""Names, floor 1: one name in many scripts."""
