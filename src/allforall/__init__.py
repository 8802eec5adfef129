"""All for All: two parties who do not trust each other exchange their prisoners and bring everyone home."""

__version__ = "0.1.0"
