"""Rehearsal, floor 5: made-up people, lists and whole exchanges."""
