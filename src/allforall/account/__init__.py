"""The account of a case: its story in sentences, statements held against the record, delays, bulletins."""
