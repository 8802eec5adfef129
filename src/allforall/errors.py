"""The root of every error a person may see."""


class AllForAllError(Exception):
    """Something was refused; the text says what, where, and what was expected.

    The text is for a person: lower case, no blame, no personal data.
    The command line prints it as one line on standard error and exits with status 1.
    """
