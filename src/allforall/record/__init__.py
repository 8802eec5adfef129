"""The record that the parties of one exchange keep together, and neither can bend.

The format is specified in `docs/reference/record.md`; section numbers in this room refer to that page.
"""
