"""What is told of the past of an agency's things: which field changed when, from what to what.

Facts only, no words: pages say them. Nothing stands here but what was public before and after the
change, and is to be told as long as its thing is public (`tellable`).
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..model.outline import Outline

Value = str | tuple[str, ...] | None
Part = tuple[str, Value, Value]
"""A field, its old and its new value. Where both are None only the fact is told: it was altered."""

ADDED = "added"
"""The field of a part that says that an item came into the public catalogue."""
OF_WITHHELD = frozenset(
    (ADDED, "name", "category", "also", "mode", "department", "basis", "exemption", "ground",
     "reassess_by")
)  # fmt: skip
"""The fields that are shown of an item that is withheld."""


class Step(NamedTuple):
    """What one commit changed in an item, record or service."""

    of: str
    """The id that the thing has now."""
    minute: int
    """See `model.outline.minute_of`: when the commit came into the line of the present, or the
    moment that the files themselves give for it."""
    parts: tuple[Part, ...]
    told: str = ""
    """`revised` or `changed` where the record's `revised`, or a notice, tells of it with a date."""


@dataclass(frozen=True)
class Story:
    """What is known of an agency up to a commit. While commits are read, it grows."""

    steps: dict[str, list[Step]] = field(default_factory=dict)
    """By id, oldest first."""
    homes: dict[str, str] = field(default_factory=dict)
    """The records and services among these ids, each with its item."""
    former: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids that a thing had before."""
    blobs: dict[str, str] = field(default_factory=dict)
    """The last `catalogue.yml` and `notices.yml` that could be read; by name, the blob."""
    stood: dict[str, str] = field(default_factory=dict)
    """Of records whose newest text is not (or not yet) fit to be published, the blob that was."""
    loose: set[str] = field(default_factory=set)
    """Attachments that were replaced while their record is not approved anew (see `mark_of`)."""

    @property
    def plain(self) -> Any:
        """All of it as texts, numbers and tuples; equal stories give equal ones."""
        steps = [(name, tuple(map(tuple, steps))) for name, steps in sorted(self.steps.items())]
        dicts = (self.homes, self.former, self.blobs, self.stood)
        return steps, *(sorted(each.items()) for each in dicts), sorted(self.loose)


def packed(story: Story) -> bytes:
    """A story for the store; equal stories give equal bytes."""
    # Version 2 knows no references, which would tell equal values apart.
    return marshal.dumps(story.plain, 2)


def unpacked(data: bytes) -> Story:
    """The story that `packed` made this of."""
    steps, homes, former, blobs, stood, loose = marshal.loads(data)
    made = {name: [Step(*step) for step in each] for name, each in steps}
    return Story(made, dict(homes), dict(former), dict(blobs), dict(stood), set(loose))


def packed_steps(steps: Any) -> list[tuple[object, ...]]:
    """Steps as texts, numbers and tuples."""
    return list(map(tuple, steps))


def tellable(story: Story, outline: Outline) -> Mapping[str, tuple[Step, ...]]:
    """What may be told by the catalogue as it stands now, by id, oldest first.

    Nothing of things that are not public, not reviewed, or were removed for personal data, under
    this id or an earlier one; of what is withheld only what its page shows.
    """
    told = {}
    for name, steps in story.steps.items():
        if not outline.hidden.isdisjoint((name, *story.former.get(name, ()))):
            continue
        if name in story.homes:
            card = outline.card_by_id.get(name)
            may = card is not None and card.shown and card.ready
        else:
            line = outline.items.get(name)
            may = line is not None and line.public
            if line is not None and line.withheld:
                steps = without_content(steps)
        if may and steps:
            told[name] = tuple(steps)
    return told


def without_content(steps: list[Step]) -> list[Step]:
    """What may be told of an item once it is withheld: not its content, nor an earlier name."""
    kept = [
        step._replace(parts=tuple(_bare(part) for part in step.parts if part[0] in OF_WITHHELD))
        for step in steps
    ]
    return [step for step in kept if step.parts]


def _bare(part: Part) -> Part:
    return ("name", None, None) if part[0] == "name" else part
