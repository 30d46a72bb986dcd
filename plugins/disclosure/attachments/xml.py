"""XML of packed documents, read without a document type: no entity, no file, no address is followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from ..diagnostics import Text
from .facts import Refused

Attributes = dict[str, str]
Event = tuple[str, Attributes | None, str]
"""Local name; attributes by local name where an element begins, None where it ends; the text
before it."""

_DAMAGED = Text("其中的XML已损坏，打不开", "XML in it is damaged")
_FORBIDDEN = Text(
    "其中的XML声明了文档类型或者实体，可能用来攻击",
    "XML in it declares a document type or entities, which may be an attack",
)
_CHUNK = 1 << 16
_DEEPEST = 200


def _refuse(*_: object) -> int:
    raise Refused("damaged", _FORBIDDEN)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    return parser


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def events(data: bytes) -> Iterator[Event]:
    """Beginnings and ends of the elements of a document. Raises Refused for what is not sound."""
    parser = _parser()
    waiting: list[Event] = []
    text: list[str] = []
    depth = 0

    def before() -> str:
        said = "".join(text)
        text.clear()
        return said

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Refused("damaged", _DAMAGED)
        found = {local(key): value for key, value in attributes.items()} if attributes else {}
        waiting.append((local(name), found, before()))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        waiting.append((local(name), None, before()))

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], False)
            yield from waiting
            waiting.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, UnicodeError, LookupError) as error:
        raise Refused("damaged", _DAMAGED) from error
    yield from waiting


def blanked(
    data: bytes,
    elements: Callable[[str], bool],
    attributes: Mapping[str, str] | None = None,
) -> bytes:
    """A document without what stands inside some elements; all other bytes are kept.

    `elements` tells them by their local names. `attributes` names an attribute, by the local name of
    its element, whose value is emptied. Raises Refused for what is not sound.
    """
    parser = _parser()
    parser.buffer_text = False
    cuts: list[tuple[int, int]] = []
    open_at: list[int | None] = []
    waiting = False

    def here(*_: object) -> None:
        nonlocal waiting
        if waiting:
            waiting = False
            open_at[-1] = parser.CurrentByteIndex

    def begin(name: str, given: Attributes) -> None:
        nonlocal waiting
        here()
        open_at.append(None)
        inside = any(at is not None for at in open_at)
        waiting = not inside and elements(local(name))
        wanted = (attributes or {}).get(local(name))
        if wanted and any(local(key) == wanted for key in given):
            cuts.append(_value_of(data, parser.CurrentByteIndex, wanted))

    def end(name: str) -> None:
        here()
        start = open_at.pop()
        # Of <a/> the end is told at its beginning, and there is nothing to cut.
        if start is not None and parser.CurrentByteIndex > start:
            cuts.append((start, parser.CurrentByteIndex))

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.DefaultHandler = here
    parser.CharacterDataHandler = here
    parser.CommentHandler = here
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, UnicodeError, LookupError) as error:
        raise Refused("damaged", _DAMAGED) from error
    kept, done = [], 0
    for start, stop in sorted(cuts):
        if start >= done:
            kept.append(data[done:start])
            done = stop
    return b"".join([*kept, data[done:]])


def _value_of(data: bytes, start: int, name: str) -> tuple[int, int]:
    """Where the value of an attribute stands in the element that begins at `start`."""
    stop = data.find(b">", start)
    at = data.find(name.encode() + b"=", start, stop)
    if at < 0:
        return start, start
    quote = at + len(name) + 1
    end = data.find(data[quote : quote + 1], quote + 1)
    return (quote + 1, end) if end > 0 else (start, start)


def texts_of(data: bytes) -> str:
    """All that stands between the tags of a document, element by element in lines."""
    return "\n".join(text for _, _, text in events(data) if text and not text.isspace())
