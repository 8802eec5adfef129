"""Cli, floor 6: one file per command group: parse, call a room, print."""
