"""The MkDocs plugin: the only module that imports mkdocs.

It uses these hooks: `on_startup` (is this a live preview?), `on_config` (read the catalogue, set
what MkDocs must know), `on_pre_build` (check, and abort before MkDocs empties its folder),
`on_files` (add one shell page per depth, take out what is not published), `on_env` (the frame's
templates escape), `on_page_read_source`, `on_page_markdown` and `on_page_content` (prose goes through
our own reader and renderer), `on_post_page` (take the shells out),
`on_post_build` (complete the site), `on_serve` (watch the whole catalogue).
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from . import checks
from .attachments import copy_of
from .bodies import BodyTooSlow, render
from .checks.prose import WORDS_ONLY, publishable
from .crew import ProcessLost, cores
from .diagnostics import Diagnostic, Severity
from .links import resolve
from .load import load, load_later
from .model.catalogue import Catalogue
from .model.site import GovernmentSite
from .pages.frame import plain_frame, policy
from .pages.metas import Column, metas
from .pages.shell import DEPTHS, Shell, join, split
from .pages.start import split_heading
from .pages.templates import column_type, opening
from .past.release import PUBLIC, missing_from
from .past.stories import past_of
from .publish.compose import compose, preview_page
from .publish.edition import refuse_other_edition
from .publish.errors import PublishError
from .publish.swap import MARKER
from .store import Store

log = get_plugin_logger(__name__)

SHELLS = "disclosure-shell"
"""The folder that shells stand in, in MkDocs' eyes and, for `part: shell`, on disk."""
_OUTSIDE = re.compile(r"(?:#|[a-z][a-z0-9+.-]*:)", re.I)


class Settings(base.Config):  # type: ignore[no-untyped-call]  # MkDocs has no types here
    """The plugin's settings; all of them have a default that fits the repository."""

    catalogue = options.Type(str, default="")
    """The catalogue folder; by default the folder that holds docs_dir."""
    part = options.Choice(("site", "shell", "internal-shell"), default="site")
    """`shell`: only render prose and shells, and write the shells out (for `site_build.py`);
    `internal-shell`: those of the internal edition, which MkDocs alone never makes whole."""
    on = options.Type(str, default="")
    """What day it is, `YYYY-MM-DD`."""


def _no_slot(value: Any) -> Any:
    """A value that the shell may show: it holds no mark of a slot (`@@title@@`), and looks the same."""
    if isinstance(value, dict):
        return {name: _no_slot(part) for name, part in value.items()}
    if isinstance(value, str) and "@@" in value:
        return Markup(escape(value).replace("@@", Markup("&#64;&#64;")))
    return value


class DisclosurePlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Turns a catalogue into a site. A fresh object for each build."""

    command: Literal["build", "gh-deploy", "serve"] = "build"
    root: Path
    catalogue: Catalogue
    findings: list[Diagnostic]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a live preview."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the catalogue; take the site's name and address from it."""
        chosen = self.config.catalogue
        beside = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        self.root = (beside / chosen) if chosen else Path(config.docs_dir).parent
        on = dt.date.fromisoformat(self.config.on) if self.config.on else None
        self.findings = []
        if self.config.part != "site":  # `site_build.py` has checked before it asks for the shell
            self.catalogue = load_later(self.root, on)
        else:
            loaded = load(self.root, on)
            self.catalogue = loaded.catalogue
            if self.command != "serve":  # what this build will replace
                released = missing_from(self.catalogue, Path(config.site_dir))
                self.catalogue = replace(self.catalogue, released=released)
            self.findings = checks.run(self.catalogue, loaded.diagnostics)
        self.shells: dict[int, Shell] = {}
        self.prose = {page.path: page for page in self.catalogue.prose}
        self.published = publishable(self.catalogue)
        site = self.catalogue.site
        facts = site.government_site or GovernmentSite()
        errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
        config.site_name = _no_slot(site.name)
        config.site_url = site.address
        config.nav = []
        config.use_directory_urls = False
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        own = Path(__file__).parent / "overrides"
        if own.is_dir() and str(own) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(own))
        config.extra["disclosure"] = {
            "name": _no_slot(site.name),
            "jurisdiction": _no_slot(site.jurisdiction),
            "sample": site.sample,
            "address": site.address,
            "domain": urlsplit(site.address).hostname or "",
            "facts": _no_slot(facts.model_dump(exclude_none=True)),
            "site_name": _no_slot(facts.name or site.name),
            "policy": policy(),
            "preview": self.command == "serve",
            "internal": self.config.part == "internal-shell",
            "errors": errors,
            "warnings": len(self.findings) - errors,
        }
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Abort before anything is deleted when the check fails."""
        for finding in self.findings:
            level = log.error if finding.severity is Severity.ERROR else log.warning
            level(f"{finding.span} {finding.code} {finding.message.zh} {finding.fix.zh}")
        errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
        if errors and self.command != "serve":
            raise PluginError(f"检查发现 {errors} 个错误，网站没有更新。")
        if self.config.part == "site" and self.command != "serve":
            try:
                refuse_other_edition(Path(config.site_dir), PUBLIC)
            except PublishError as error:
                raise PluginError(error.message.zh) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a shell for each depth; take out what is not published as it is.

        These are the pages whose words we use ourselves, and files of a name or kind that
        `checks.prose` refuses: a preview shows no such thing either.
        """
        pages = Path(config.docs_dir)
        for file in list(files):
            source = Path(file.abs_src_path) if file.abs_src_path else None
            if source is None or not source.is_relative_to(pages):
                continue
            kept = file.src_uri in self.published and file.src_uri not in WORDS_ONLY
            if not kept or source.is_symlink():
                files.remove(file)
            elif copy := self._copy_of(file.src_uri):
                files.remove(file)
                files.append(File.generated(config, file.src_uri, content=copy))
        for depth in DEPTHS:
            path = "/".join([SHELLS] * depth + [f"{SHELLS}-{depth}.md"])
            files.append(File.generated(config, path, content="---\nshell: true\n---\n"))
        return files

    def _copy_of(self, path: str) -> bytes | None:
        """What is published of a picture or file of the prose, where that is not the file itself."""
        asset = self.catalogue.prose_assets.get(f"pages/{path}")
        if asset is None or asset.copy.sha256 == asset.sha256:
            return None
        return copy_of((self.root / asset.path).read_bytes(), asset.inspection.type)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the frame's templates escape: MkDocs does not, and names may hold `&` or quotes."""
        env.autoescape = True
        return env

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Keep all that people wrote from MkDocs: it would take front matter for orders."""
        return None if page.file.generated_by else ""

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Nothing is left for MkDocs' own converter: ours is limited and sanitised."""
        if prose := self.prose.get(page.file.src_uri):
            title = prose.title or split_heading(prose.text)[0]
            page.meta["title"] = title or page.file.name
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The prose as safe HTML, its links resolved."""
        prose = self.prose.get(page.file.src_uri)
        if prose is None:  # a shell
            return ""
        above = "../" * page.url.count("/")

        def link(target: str) -> str | None:
            address = resolve(self.catalogue, prose.file, None, target)
            return address if address is None or _OUTSIDE.match(address) else above + address

        try:
            made = Markup(
                render(split_heading(prose.text)[1], link)
            )  # sanitised: the one text that is HTML already
        except BodyTooSlow:
            raise PluginError(
                f"{prose.file} 的正文无法在限定时间内转换，请检查其中的方括号和星号。"
            ) from None
        title = str(page.title)
        description = prose.description or opening(made) or title
        page.meta["description"] = description
        column = Column(title, description, (title, self.catalogue.site.jurisdiction))
        page.meta["disclosure_metas"] = [*metas("prose", title, column_type("prose"), column, None)]
        return made

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Take out the shells: an empty page is not written."""
        output = plain_frame(output)
        if not page.meta.get("shell"):
            return output
        depth = page.file.src_uri.count("/")
        if self.config.part != "site":
            path = Path(config.site_dir) / SHELLS / f"{depth}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(output, "utf-8")
        else:
            self.shells[depth] = split(output)
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Complete the site, unless `site_build.py` does that."""
        if self.config.part != "site":
            return
        site = Path(config.site_dir)
        preview = self.command == "serve"
        usable = self.catalogue.packs and all(a.file for a in self.catalogue.agencies.values())
        try:
            if preview and not usable:
                self._findings_only(site)
            else:
                past = None if preview else past_of(self.root, self.catalogue, Store(None), cores())
                if past and past.missing:
                    log.info(f"没有变更记录：{past.missing.zh}")
                compose(
                    self.catalogue,
                    self.shells,
                    site,
                    root=self.root,
                    drafts=preview,
                    findings=self.findings,
                    progress=lambda zh, en: log.info(zh),
                    past=past,
                )
        except (PublishError, ProcessLost) as error:
            said = error.message.zh if isinstance(error, PublishError) else error.zh
            if not preview:
                raise PluginError(said) from error
            log.error(said)

    def _findings_only(self, site: Path) -> None:
        """A preview of a catalogue that is too broken to show: its findings as the home page."""
        for name in ("index.html", "preview.html"):
            page = preview_page(self.findings, name)
            html = join(self.shells[0], page, self.catalogue.site.address)
            (site / name).write_text(html, "utf-8")
        (site / MARKER).write_text("", "utf-8")

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Watch the whole catalogue and the templates."""
        server.watch(os.fspath(self.root))
        for folder in config.theme.dirs:
            if Path(folder, "disclosure").is_dir():
                server.watch(folder)
        return server
