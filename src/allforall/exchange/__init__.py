"""What an exchange is: the kinds of entries, what they mean together, and what must never happen.

Every rule judges an entry by what its author had seen (`record.ledger`), so all machines judge alike.
"""
