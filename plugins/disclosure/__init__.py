"""disclosure: a checked, searchable public site made from disclosure catalogues."""

__version__ = "0.1.0"
