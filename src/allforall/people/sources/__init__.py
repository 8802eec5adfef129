"""The kinds of files that lists come in, each turned into tables of text."""
