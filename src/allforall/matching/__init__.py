"""Matching, floor 2: who on a list is who on a register."""
