"""What a first visit costs: bytes, paint and blocking time of each kind of page.

    .venv/bin/python benchmarks/weight.py [--site site] [--runs 5]

Measured in Chromium with an empty cache, a processor slowed down four times and a network of
1.6 Mbit/s with 150 ms of delay, about a mid-range phone on 3G (the throttling of Lighthouse's
mobile runs); texts are served gzip-compressed over HTTP/1.1 on loopback. Each figure is the median
of the runs. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from find_browser import chromium_path
from page_kinds import kinds
from web_server import packed_size, served

SLOWER = 4
DELAY = 150
BYTES_A_SECOND = 1.6e6 / 8
OBSERVE = """
window.seen = { lcp: 0, long: [] };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.lcp = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) seen.long.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });
"""
RESULT = """() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const blocked = seen.long.filter(([start]) => start >= paint);
  return {
    paint,
    largest: seen.lcp,
    blocking: blocked.reduce((sum, [, length]) => sum + length - 50, 0),
  };
}"""
"""Blocking: what tasks after the first paint take beyond 50 ms, as Lighthouse counts it."""


def visit(browser: Browser, address: str) -> dict[str, float]:
    """One first visit: `bytes` and `requests`; `paint`, `largest` and `blocking` in milliseconds."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": DELAY,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)
    result: dict[str, float] = page.evaluate(RESULT)
    context.close()
    return result | {"bytes": sum(sizes), "requests": len(sizes)}


def heaviest(site: Path) -> dict[str, str]:
    """The page of each kind that takes most bytes on the way."""
    found: dict[str, str] = {}
    for kind in kinds(site):
        here = found.get(kind.kind, kind.longest)
        found[kind.kind] = max(here, kind.longest, key=lambda page: packed_size(site / page))
    return found


def main() -> None:
    """Measure each kind of page and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        parser.exit(2, f"{options.site}: no site here; run site_build.py first\n")
    print("| kind | page | page, gzip kB | first visit, kB | requests | FCP ms | LCP ms | TBT ms |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with served(options.site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(whole=True),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for kind, page in heaviest(options.site).items():
            runs = [visit(browser, base + page) for _ in range(options.runs)]
            middle = {name: median(run[name] for run in runs) for name in runs[0]}
            print(
                f"| {kind} | {page} | {packed_size(options.site / page) / 1000:.1f} "
                f"| {middle['bytes'] / 1000:.0f} | {middle['requests']:.0f} "
                f"| {middle['paint']:.0f} | {middle['largest']:.0f} | {middle['blocking']:.0f} |",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
