"""All families of kinds: whoever folds a record imports this, so that every kind and rule is there."""

from allforall.exchange import undo

__all__ = ["undo"]
