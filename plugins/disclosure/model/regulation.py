"""A regulation as it was read from its pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .pack import Article, Entry, PackFile
from .place import Place


@dataclass(frozen=True)
class Pack:
    """A regulation with the place it was read from."""

    id: str
    file: PackFile
    articles: tuple[Article, ...]
    place: Place = field(repr=False, compare=False)

    @cached_property
    def _entries(self) -> Mapping[str, Mapping[str, Entry]]:
        names = ("categories", "forms", "exemptions", "rhythms", "stages", "record_kinds", "kinds")
        return {name: {entry.id: entry for entry in getattr(self.file, name)} for name in names}

    def entries(self, name: str) -> Mapping[str, Entry]:
        """The entries of `categories`, `forms`, `exemptions`, `rhythms`, `stages` … by id."""
        return self._entries[name]

    def cite(self, citation: str) -> str:
        """A citation in official words: `7(10)` is 条例第七条第(十)项."""
        style = self.file.citation
        article, _, rest = citation.partition("(")
        number, _, paragraph = article.partition(".")
        words = style.article.replace("{}", _numeral(number, style.numerals))
        if paragraph:
            words += style.paragraph.replace("{}", _numeral(paragraph, style.numerals))
        if rest:
            words += style.item.replace("{}", _numeral(rest.rstrip(")"), style.numerals))
        return self.file.short_name + words

    def basis(self, code: str) -> str:
        """The article that a rule rests on, or an empty text."""
        citation = self.file.bases.get(code)
        return self.cite(citation) if citation else ""


_DIGITS = "零一二三四五六七八九"


def _numeral(number: str, style: str) -> str:
    value = int(number)
    if style != "chinese" or value > 99:
        return number
    tens, ones = divmod(value, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[ones] if ones or not tens else "")
