"""The templates of `overrides/disclosure/`, and how a page is made with one."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ..bodies import BodyTooSlow, render
from ..limits import clock_words
from ..links import resolve
from . import linked as schema
from .history import Change
from .metas import Article, Column, metas
from .page import SEARCHED, Crumb, Feed, Page
from .past import said
from .view import View
from .wording import (
    date_words,
    ended_words,
    mode_words,
    moment_words,
    size_words,
    standing_words,
    validity_words,
)

_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p(?=[\s>])[^>]*>(.*?)</p>", re.DOTALL)
SHORTEST, LONGEST = 12, 120
"""Characters of a description taken from a page's text."""
_TAG = re.compile(r"<[^>]*>")
_OUTSIDE = re.compile(r"(?:#|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)


class _Swift(CodeGenerator):
    """Writes templates that escape by `_shown`; without the private name they are only slower."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _shown(value: object) -> str:
    """A value as HTML, as `escape` gives it; but most have nothing to escape.

    A page holds a hundred values. `escape` makes a Markup of each, which takes three times as long.
    """
    kind = type(value)
    if kind is str:
        return escape(value) if _MEANS(cast("str", value)) else cast("str", value)
    return cast("str", value) if kind is Markup else escape(value)


_MEANS = re.compile("[&<>'\"]").search


class _Context(Context):
    """Calls at once: no function of ours wants to be given the context, and most calls are macros."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What a template calls, with what it gives; `_loop_vars` and the like are for others."""
        if kwargs:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        return __obj(*args, **kwargs)


class _Template(Template):
    """Imported as it is: no template of ours is given globals of its own, which Jinja looks for at
    each import. Without the private name it is only slower."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return super()._get_default_module()


class _Environment(Environment):
    code_generator_class = _Swift
    context_class = _Context
    template_class = _Template
    shown = staticmethod(_shown)

    @cached_property
    def _known(self) -> dict[str, Template]:
        return {}

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        """A template by its name: each page wants nine, and Jinja's own way takes six times as long."""
        if name not in self._known:
            self._known[name] = super().get_template(name, parent, globals)
        return self._known[name]


@cache
def environment() -> Environment:
    """The one environment of all generated pages."""
    package = Path(__file__).parents[1]
    # The wheel carries the templates inside the package, the repository beside `plugins/`.
    folders = [package / "overrides", package.parents[1] / "overrides"]
    made = _Environment(
        loader=FileSystemLoader([folder / "disclosure" for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # looking at each file again for each page takes 0.05 ms
        cache_size=-1,
    )
    made.filters.update(
        date=date_words,
        moment=moment_words,
        size=size_words,
        validity=validity_words,
        standing=lambda thing: standing_words(thing.ended, thing.validity),
        mode=mode_words,
        ended=ended_words,
        dial=lambda phone: re.sub(r"[^0-9+-].*", "", phone),
        suffix=lambda path: path.rpartition(".")[2].upper(),
    )
    made.globals["clock"] = clock_words
    made.globals["said"] = said
    return made


@cache
def word(name: str) -> str:
    """A page word that stands outside any article: a crumb, the kind of a page."""
    return str(getattr(environment().get_template("words.html").module, name))


@cache
def happened(kind: str) -> str:
    """What a change is called: 新公开, 修订, 撤销 …; `kind` is that of a `history.Change`."""
    return str(environment().get_template("macros.html").module.happened[kind])  # type: ignore[attr-defined]


def altered(view: View, change: Change) -> str:
    """What became of an item, as plain words: 时限由15个工作日改为10个工作日."""
    made = (
        environment()
        .get_template("past.html")
        .module.sentences(  # type: ignore[attr-defined]
            view, change.agency, change.parts
        )
    )
    return html.unescape(str(made))


@cache
def owed(what: str) -> str:
    """What an agency owes, in words: 公开下一条信息, 核对 …; `what` is that of a `due.Duty`."""
    return str(environment().get_template("due-parts.html").module.owed[what])  # type: ignore[attr-defined]


@cache
def column_type(kind: str) -> str:
    """What sort of column a kind of page belongs to, as the website guideline names them."""
    types = environment().get_template("words.html").module.column_types  # type: ignore[attr-defined]
    return str(types.get(kind, types["other"]))


def opening(article: str) -> str:
    """Whole sentences from the first paragraph of some length, to describe the page by."""
    texts = map(_plain, _PARAGRAPH.findall(article))
    text = next((text for text in texts if len(text) >= SHORTEST), "")
    end = max(text.rfind(mark, 0, LONGEST) for mark in "。；") + 1
    return text if len(text) <= LONGEST else text[: end if end >= SHORTEST else LONGEST]


def _tight(text: str) -> str:
    """Without the empty lines that a template leaves."""
    while "\n\n" in text:
        text = text.replace("\n\n", "\n")
    return text


def _plain(fragment: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", fragment)).split())


def base_of(address: str) -> str:
    """The way from a page to the site root: empty, `../`, `../../` …"""
    return "../" * address.count("/")


def body(view: View, file: str, agency: str | None, text: str, base: str) -> Markup:
    """A text of the catalogue as safe HTML, with links only to what is public."""

    def link(target: str) -> str | None:
        address = resolve(view.catalogue, file, agency, target)
        if address is None or _OUTSIDE.match(address):
            return address
        return base + address if view.public(address) else None

    # `render` sanitises: its result is the one text that templates do not escape.
    try:
        return Markup(render(text, link))
    except BodyTooSlow as error:
        raise BodyTooSlow(file) from error


def compose(
    view: View,
    template: str,
    address: str,
    kind: str,
    crumbs: Sequence[Crumb] = (),
    *,
    description: str = "",
    notice: bool = False,
    numbers: Sequence[str] = (),
    facts: Mapping[str, str] | None = None,
    column: Column | None = None,
    article: Article | None = None,
    linked: Sequence[Mapping[str, object]] = (),
    feeds: Sequence[Feed] = (),
    modified: dt.datetime | None = None,
    leads_to: str = "",
    base: str | None = None,
    **values: object,
) -> Page:
    """A page made with a template, which is given `view`, `base`, `word`, `feeds` and `values`.

    What stands behind the article is what the template sets as `aside`. The page is described by
    `description`, else by what the template sets under that name, else by its first sentences.
    """
    base = base_of(address) if base is None else base
    if view.internal:  # programs elsewhere are told of public pages only
        feeds = ()
    made = environment().get_template(f"{template}.html")
    module = made.make_module(dict(values, view=view, base=base, word=word, feeds=feeds))
    text = str(module).strip()
    heading = _HEADING.search(text)
    title = _plain(heading[1]) if heading else ""
    shown = description or opening(text) or title
    description = description or _plain(str(getattr(module, "description", ""))) or shown
    column = column or Column(title, description, (title, view.catalogue.site.jurisdiction))
    way = (*crumbs, Crumb(title, None)) if crumbs else ()
    return Page(
        address=address,
        kind=kind,
        title=title,
        article=text,
        aside=_tight(str(getattr(module, "aside", "")).strip()),
        description=description,
        crumbs=way,
        searched=kind in SEARCHED and not notice,
        notice=notice,
        numbers=tuple(numbers),
        facts=facts or {},
        metas=dict(metas(kind, title, column_type(kind), column, article)),
        linked=()
        if view.internal
        else (
            *linked,
            *schema.page(view, kind, title, address, shown),
            *schema.breadcrumbs(view, way, address),
        ),
        feeds=tuple(feeds),
        modified=modified,
        leads_to=leads_to,
    )


def home_crumb() -> Crumb:
    """The first step of every way."""
    return Crumb(word("home"), "index.html")
