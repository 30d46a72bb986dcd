"""A visitor in a real browser who notices everything that a page should not do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

_TRAP = """
window.__dialogs = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = () => { window.__dialogs.push(name); };
"""
CLICK = """() => {
  const odd = [];
  addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (link) event.preventDefault();
  });
  addEventListener("submit", event => event.preventDefault());
  for (const link of document.querySelectorAll("a, area")) {
    if (link.hasAttribute("href") && !["http:", "https:", "mailto:", "tel:"].includes(link.protocol))
      odd.push(link.href);
    link.click();
  }
  for (const each of document.querySelectorAll("summary, button, label, input"))
    if (each.checkVisibility()) each.click();
  for (const each of document.querySelectorAll("article *")) {
    for (const kind of ["mouseover", "focus", "pointerenter", "animationend", "toggle"])
      each.dispatchEvent(new Event(kind));
    for (const attribute of each.attributes) {
      if (/^on|^style$|^formaction$|^srcdoc$|^ping$/i.test(attribute.name)) odd.push(attribute.name);
    }
    if (/^(script|style|iframe|frame|object|embed|applet|base|meta|link|form|svg|math|template|video|audio)$/i
        .test(each.localName) && !each.closest("[data-search-root], .search-form, form.filter, form.search-form, .signage-code"))
      odd.push(each.localName);
  }
  for (const each of document.querySelectorAll("article img"))
    if (new URL(each.src || ".", location).origin !== location.origin) odd.push(each.src);
  return [odd, window.__pwned ?? null, window.__dialogs];
}"""


@dataclass
class Noticed:
    """What happened."""

    pages: int = 0
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    """Elements, attributes and links that no text may have; windows; pages that led elsewhere."""

    @property
    def nothing(self) -> bool:
        """Whether all was as it should be."""
        return not (self.dialogs or self.requests or self.errors or self.odd)


@contextmanager
def visiting(
    browser: Browser, base: str, *, policy: bool
) -> Iterator[tuple[BrowserContext, Noticed]]:
    """A visitor of the site at `base`; without `policy` the pages' content security policy is off."""
    context = browser.new_context(bypass_csp=not policy)
    noticed = Noticed()
    host = urlsplit(base).netloc

    def asked(request: Request) -> None:
        there = urlsplit(request.url)
        if there.netloc != host and there.scheme not in ("data", "blob"):
            noticed.requests.append(request.url)

    def said(message: ConsoleMessage) -> None:
        # The page for what is not there has no picture for the tab, and browsers ask for one.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            noticed.errors.append(f"{message.text} {message.location['url']}")

    context.on("request", asked)
    context.add_init_script(_TRAP)
    context.on("dialog", lambda dialog: (noticed.dialogs.append(dialog.message), dialog.dismiss()))
    context.on("console", said)
    context.on("weberror", lambda error: noticed.errors.append(str(error.error)))
    try:
        yield context, noticed
    finally:
        context.close()


def look(page: Page, noticed: Noticed, address: str, *, settle: int = 0) -> None:
    """Open a page, click on everything, and note what happens."""
    windows = len(page.context.pages)
    page.goto(address, wait_until="load")
    if settle:
        page.wait_for_timeout(settle)
    odd, pwned, dialogs = page.evaluate(CLICK)
    noticed.pages += 1
    noticed.odd += [f"{address}: {each}" for each in odd]
    noticed.dialogs += [f"{address}: {each}" for each in dialogs]
    if pwned is not None:
        noticed.odd.append(f"{address}: it ran")
    if page.url.split("#")[0].split("?")[0] != address.split("#")[0].split("?")[0]:
        noticed.odd.append(f"{address}: led to {page.url}")
    if len(page.context.pages) != windows:
        noticed.odd.append(f"{address}: opened a window")
