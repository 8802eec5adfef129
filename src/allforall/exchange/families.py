"""All families of kinds: whoever folds a record imports this, so that every kind and rule is there."""

from allforall.exchange import answering, freezing, lists, proposing, swaps, terms, undo

__all__ = ["answering", "freezing", "lists", "proposing", "swaps", "terms", "undo"]
