"""The files of one task: each made, or taken over where it would be the same."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..attachments import copy_of
from ..bodies import BodyTooSlow
from ..exports.calendars import CalendarFile
from ..model.catalogue import Asset, Copy
from ..pages import Page, Plan
from ..pages.releases import standing_of
from ..pages.shell import join
from ..pages.templates import environment
from ..pages.view import View
from ..search import Entry, SearchPage, entry_of
from ..store import digest, digest_of
from .audit import leads_to
from .bench import Bench
from .errors import PublishError
from .files import put, remove_empty, take
from .notes import FileNote, PageNote
from .standalone import standalone
from .told import Told

UNLISTED = frozenset(("notfound", "search", "preview", "moved"))
"""Kinds of pages that are no destination: a search engine is not led there."""


@dataclass(frozen=True)
class Hand:
    """What makes the files of one task."""

    bench: Bench
    view: View
    base: str
    """A digest of what all pages of the task are made of."""
    told: Told
    """What the search was told in the last run."""
    agency: str = ""
    own: frozenset[str] = frozenset()
    """The addresses of the agency, to which links lead that need no further look."""
    there: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Size and time of change of files that came with the folder of the last release."""
    done: set[str] = field(default_factory=set)
    """Those of them that belong to this release, or have been replaced."""

    def clear(self) -> None:
        """Remove what came with the folder and has none of the agency's addresses now."""
        for address in self.there.keys() - self.own:
            os.unlink(f"{self.bench.site}/{address}")
            remove_empty(self.bench.site, address)

    def page(self, plan: Plan, note: PageNote | None) -> tuple[PageNote, Entry | None]:
        """The page of a plan, and what the search is told of it when it is not as it was."""
        if note and self._is_untouched(plan) and self._take(note.file):
            return note, None
        shown = plan.shows() if plan.shows and self.bench.base else None
        if note and self._is_same(plan, shown, note) and self._take(note.file):
            return note, None
        self.view.asked.clear()
        self.view.desks.asked.clear()
        page = _in_time(plan)
        if self.bench.drafts:
            page = _marked(self.view, page)
        shell, said = self.bench.shells[page.address.count("/")], standing_of(self.view, page)
        html = join(shell, page, _address(self.view), said)
        if page.kind == "notfound":
            origin = "/".join(_address(self.view).split("/", 3)[:3])
            html = standalone(html, self.bench.theme, origin)
        desks = tuple(sorted(self.view.desks.asked - {self.agency}))
        asked = tuple(sorted(self.view.asked.items()))
        made_of = self._made_of(plan, shown, desks, asked)
        old = note.file if note else None
        file = self.write(page.address, html.encode("utf-8"), made_of, old)
        fresh = PageNote(
            file,
            page.modified.isoformat(timespec="seconds") if page.modified else None,
            page.kind not in UNLISTED,
            page.searched,
            self._leads_on(page),
            desks if self.agency else (),
            asked if self.agency else (),
        )
        taken = old is not None and old[2:] == file[2:]
        if taken or not page.searched or not self.bench.told:
            return fresh, None
        return fresh, entry_of(search_page(page), self.told.readings(page.address))

    def _leads_on(self, page: Page) -> tuple[str, ...]:
        """Where a page leads outside its own part."""
        if not self.bench.told:
            return ()
        return tuple(sorted(leads_to(page, _address(self.view)) - self.own))

    def attachment(
        self, address: str, source: str, note: FileNote | None, asset: Callable[[], Asset] | None
    ) -> FileNote:
        """A copy of a file; `source` is a digest of its bytes.

        `asset` tells what is known of a file of the agency, of which the published copy may lose
        something. Without it the file is not an agency's, and its bytes are published as they are.
        """
        if note and source and note.made_of == source and self._take(note):
            return note
        path = self.bench.site / address
        self._make_way(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        known = asset() if asset else None
        place = self.bench.root / f"{'agencies/' if known else ''}{address}"
        if known and known.inspection.copy:
            path.write_bytes(_copied(place.read_bytes(), known))
        else:
            shutil.copyfile(place, path)
        facts = path.stat()
        name = known.copy.sha256 if known else source
        return FileNote(address, source, name, facts.st_size, facts.st_mtime_ns)

    def _is_untouched(self, plan: Plan) -> bool:
        """Whether nothing of what a plan shows can have changed, without a look at it."""
        touched = self.bench.touched
        return touched is not None and bool(plan.months) and touched.isdisjoint(plan.months)

    def _is_same(self, plan: Plan, shown: object, note: PageNote) -> bool:
        """Whether a plan would give the page of a note again."""
        if not note.file.made_of or any(name not in self.view.desks for name in note.desks):
            return False
        return note.file.made_of == self._made_of(plan, shown, note.desks, note.asked) and all(
            self.view.ask(*question) == answer for question, answer in note.asked
        )

    def _made_of(
        self, plan: Plan, shown: object, desks: Sequence[str], asked: Sequence[object]
    ) -> str:
        if shown is None:
            return ""
        others = [(name, self.bench.frames[name]) for name in desks] if self.agency else []
        standing = self.view.catalogue.releases.of(plan.address)
        cited = standing and tuple(standing)
        return digest(self.base, plan.address, digest_of((shown, others, asked, cited)))

    def write(self, address: str, data: bytes, made_of: str, old: FileNote | None) -> FileNote:
        """A file of these bytes. Raises PublishError when there is one already."""
        name = digest(data)
        if old and old.digest == name and self._take(old):
            return old._replace(made_of=made_of)
        path = f"{self.bench.site}/{address}"
        self._make_way(address)
        try:
            facts = put(path, data)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            return self.write(address, data, made_of, None)
        except FileExistsError:
            raise PublishError(
                f"两个页面的网址相同：{address}；请给其中一个改名",
                f"two pages have the address {address}; rename one of them",
            ) from None
        return FileNote(address, made_of, name, facts.st_size, facts.st_mtime_ns)

    def calendar(self, file: CalendarFile, old: FileNote | None) -> FileNote:
        """A calendar, made anew when it does not tell the same as before."""
        made_of = self.base and digest(self.base, file.address, digest_of(file.shows))
        if old and made_of and old.made_of == made_of and self._take(old):
            return old
        return self.write(file.address, file.make(), made_of, old)

    def _take(self, note: FileNote) -> bool:
        """Take a file over from the release before, if it is there as it was written."""
        address, facts = note.address, (note.size, note.changed)
        if self.there.get(address) == facts and address not in self.done:
            self.done.add(address)
            return True
        before, site = self.bench.before, self.bench.site
        return before is not None and take(before, site, address, *facts)

    def _make_way(self, address: str) -> None:
        """Remove the file of the last release; its bytes stay, for it is a link there."""
        if address in self.there and address not in self.done:
            self.done.add(address)
            os.unlink(f"{self.bench.site}/{address}")


def _copied(data: bytes, known: Asset) -> bytes:
    """The published copy, which must be the one whose size and hash stand on the page."""
    made = copy_of(data, known.inspection.type)
    if Copy(len(made), hashlib.sha256(made).hexdigest()) != known.copy:
        raise PublishError(
            f"附件“{known.path}”在生成网站时被改动；请再生成一次",
            f"the attachment '{known.path}' changed while the site was built; build it again",
        )
    return made


def search_page(page: Page) -> SearchPage:
    """What the search is given of a page."""
    return SearchPage(page.address, page.title, page.article, page.numbers, page.facts)


def _address(view: View) -> str:
    return view.catalogue.site.address


def _in_time(plan: Plan) -> Page:
    """The page; one whose text cannot be converted in time stops the release."""
    try:
        return plan.build()
    except BodyTooSlow as error:
        raise PublishError(
            f"{error} 的正文无法及时转换，请检查其中的特殊符号，或者分成几条信息",
            f"the text of {error} takes too long to convert; look at its signs, or split it",
        ) from error


def _marked(view: View, page: Page) -> Page:
    """A page of the preview: what is not yet reviewed is marked."""
    agency, _, name = page.address.partition("/")
    if page.kind not in ("record", "service"):
        return page
    if view.desks.unseen(agency).card_by_id[name.removesuffix(".html")].ready:
        return page
    mark = environment().get_template("draft.html").render()
    return page._replace(article=mark + page.article)
