"""Hearing what the content security policy of a page stops."""

from __future__ import annotations

from playwright.sync_api import Page


def listening(page: Page) -> list[str]:
    """What the page's policy stops, from now on."""
    said: list[str] = []
    page.expose_function("stopped", lambda words: said.append(words))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e =>"
        " stopped(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`))"
    )
    return said
