"""People, floor 0: the values everybody speaks of, and the trade's papers."""
