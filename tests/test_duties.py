"""What a government site owes on each page: metas, footer, a strict policy, a 404 with search, and
that it stands under any path of its host."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import subprocess
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from disclosure.pages.templates import opening
from site_text import PageFacts, read
from small_city import edit, put, write
from web_server import Server

ADDRESS = "https://www.example-city.example/zwgk/"
SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = SITE | {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = COLUMN | {"ArticleTitle", "PubDate", "ContentSource"}
BY_KIND = {
    **dict.fromkeys("home search notfound".split(), SITE),
    **dict.fromkeys(
        "catalogue category form agency item guide contact rights regulation coverage rules list "
        "map prose".split(),
        COLUMN,
    ),
    **dict.fromkeys("record service notice".split(), CONTENT),
}
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def html(sample_site: Path) -> dict[str, str]:
    return {
        path.relative_to(sample_site).as_posix(): path.read_text("utf-8")
        for path in sorted(sample_site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def pages(html: dict[str, str]) -> dict[str, PageFacts]:
    return {name: read(text) for name, text in html.items()}


def one_of_each_kind(pages: dict[str, PageFacts]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, facts in pages.items():
        found.setdefault(facts.metas["disclosure:kind"], name)
    return found


def test_each_kind_of_page_has_its_3_7_or_10_metas(pages: dict[str, PageFacts]) -> None:
    assert {facts.metas["disclosure:kind"] for facts in pages.values()} == BY_KIND.keys()
    for name, facts in pages.items():
        named = {key for key in facts.metas if key in CONTENT}
        assert named == BY_KIND[facts.metas["disclosure:kind"]], name
        assert all(facts.metas[key].strip() for key in named), name
        assert facts.metas["SiteName"] == "示例市政务公开目录"
        assert facts.metas["SiteDomain"] == "www.example-city.example"
        assert facts.metas["SiteIDCode"] == "9900000001"


def test_the_metas_of_a_record(pages: dict[str, PageFacts]) -> None:
    metas = pages["finance-bureau/final-accounts-2025.html"].metas
    assert {name: metas[name] for name in CONTENT - SITE} == {
        "ColumnName": "市级财政决算",
        "ColumnDescription": "市级财政决算报告及附表、“三公”经费决算、预算绩效情况",
        "ColumnKeywords": "市级财政决算,财政预决算,示例市财政局",
        "ColumnType": "信息公开",
        "ArticleTitle": "示例市2025年市级财政决算",
        "PubDate": "2026-08-12 09:00",
        "ContentSource": "示例市财政局",
    }


def test_every_page_describes_itself_and_can_be_shared(
    html: dict[str, str], pages: dict[str, PageFacts], sample_site: Path
) -> None:
    described = defaultdict(list)
    for name, text in html.items():
        facts = pages[name]
        description = facts.metas["description"]
        assert len(description) >= 4, name
        described[description].append(name)
        shared = dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)"', text))
        canonical = ADDRESS + ("" if name == "index.html" else name.removesuffix("/index.html"))
        canonical += "/" if name.endswith("/index.html") else ""
        assert f'<link rel="canonical" href="{canonical}">' in text, name
        assert shared["og:url"] == canonical
        assert shared["og:type"] == "website"
        assert shared["og:locale"] == "zh_CN"
        assert shared["og:site_name"] == "示例市政务公开目录"
        assert shared["og:title"] and shared["og:description"], name
        of_site = "" if name == "index.html" else " - 示例市政务公开目录"
        assert f"<title>{shared['og:title']}{of_site}</title>" in text, name
        assert shared["og:image"] == f"{ADDRESS}assets/disclosure/share.png"
        assert '<html lang="zh-CN"' in text
    # Only two items of two agencies may say the same, where the agencies word them alike.
    alike = [names for names in described.values() if len(names) > 1]
    assert all(pages[n].metas["disclosure:kind"] == "item" for names in alike for n in names), alike
    picture = (sample_site / "assets/disclosure/share.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    size = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    assert size == (1200, 630)


def test_the_metas_of_what_is_gone(pages: dict[str, PageFacts]) -> None:
    gone = {n: f for n, f in pages.items() if f.metas["disclosure:kind"] == "notice"}
    assert gone
    for name, facts in gone.items():
        agency = pages[f"{name.split('/')[0]}/index.html"]
        assert (
            facts.metas["ColumnName"] == facts.metas["ContentSource"] == agency.metas["ColumnName"]
        )
        day = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2}) 00:00", facts.metas["PubDate"])
        assert day and "{}年{}月{}日".format(*map(int, day.groups())) in facts.text, name


def test_nothing_of_the_theme_is_left_that_no_page_uses(
    html: dict[str, str], sample_site: Path
) -> None:
    assert not [*sample_site.rglob("*.map"), *sample_site.rglob("favicon.*")]
    for name, text in html.items():
        body = text[text.index("<body") :]
        assert not re.search(r"md-toggle|md-overlay|md-dialog|<div data-md[^>]*>\s*</div>", body), (
            name
        )
        text = re.sub(r"<(style|script)[^>]*>.*?</\1>", "-", text, flags=re.DOTALL)
        frame = text[: text.index("<article")] + text[text.index("</article>") :]
        assert "\n\n" not in frame and not re.search(r"\n[ \t]+\n", frame), name


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("<h1>题</h1><p>短。</p><p class='x'>这一段有<b>足够</b>的字数，可以说明&amp;概括。</p>", "这一段有足够的字数，可以说明&概括。"),
        (f"<p>{'甲' * 60}。{'乙' * 50}；{'丙' * 50}。</p>", f"{'甲' * 60}。{'乙' * 50}；"),
        (f"<p>{'甲' * 200}</p>", "甲" * 120),
        ("<pre>这不是段落，虽然它也有不少的字数。</pre>", ""),
    ],
)  # fmt: skip
def test_a_page_is_described_by_its_own_first_sentences(article: str, expected: str) -> None:
    assert opening(article) == expected


def test_the_footer_states_what_it_must(html: dict[str, str], pages: dict[str, PageFacts]) -> None:
    for name, text in html.items():
        footer = text[text.index("<footer") : text.index("</footer>")]
        words = " ".join(re.sub("<[^>]*>", " ", footer).split())
        for fact in (
            *("主办单位：示例市人民政府", "承办单位：示例市人民政府办公室"),
            *("联系方式：0000-5551206", "网站标识码：9900000001"),
            *("示ICP备99000000号", "示公网安备 99000002000001号"),
            *("网站地图", "党政机关网站标识", "我为政府网站找错"),
        ):
            assert fact in words, (name, fact)
        (report,) = [u for _, _, u in pages[name].links if u.startswith("https://error.registry.")]
        asked = parse_qs(urlsplit(report).query)
        assert asked["site_code"] == ["9900000001"]
        assert f'rel="canonical" href="{asked["url"][0]}"' in text


def test_missing_facts_leave_no_blank(tmp_path: Path, command: Command) -> None:
    facts = ("  code: 9900000009\n", "  sponsor: 小城人民政府\n", "  contact: 0000-5550109\n")
    catalogue = write(
        tmp_path,
        *(edit("site.yml", fact, "") for fact in facts),
        edit("site.yml", "  report_error: https://error.registry.example/\n", ""),
        edit("site.yml", "  mark: https://mark.registry.example/9900000009\n", ""),
    )
    site = tmp_path / "site"
    done = command("build", "--catalogue", catalogue, "--site-dir", site)
    assert done.returncode == 0 and done.stderr.count("C920") == 1, done.stderr
    text = (site / "index.html").read_text("utf-8")
    footer = text[text.index("<footer") :]
    assert "SiteIDCode" not in text and "SiteDomain" in text
    for word in ("主办单位", "承办单位", "联系方式", "网站标识码", "找错", "党政机关", "None"):
        assert word not in footer
    assert "<span>小ICP备99000009号</span>" in footer
    assert command("check", "--catalogue", catalogue, "--strict").returncode == 1


ODD = '"小城"公开<目录>&门户'


def test_signs_in_names_stay_signs(tmp_path: Path, command: Command) -> None:
    """The engine's own templates do not escape; ours are read back by a parser that is not ours."""
    report = "report_error: https://error.registry.example/"
    catalogue = write(
        tmp_path,
        edit("site.yml", "name: 小城政务公开目录\n", f"name: '{ODD}'\n"),
        edit("site.yml", "  code: 9900000009\n", "  name: '小城<门户>&\"网\"'\n"),
        edit("site.yml", "sponsor: 小城人民政府\n", "sponsor: '小城<b>人民</b>&\"政府\"'\n"),
        edit("site.yml", "  mark: https://mark.registry.example/9900000009\n", "  mark: https://mark.registry.example/name?copy=1&lt=2\n"),
        edit("site.yml", f"  {report}\n", f"  {report}?of=1\n"),
        put("pages/odd.md", '# 怎样<i>用</i>"搜索"&筛选\n\n输入"财政"两个字，再按<回车>键，就能找到 A&B 的信息。\n'),
    )  # fmt: skip
    site = tmp_path / "site"
    done = command("build", "--catalogue", catalogue, "--site-dir", site)
    assert done.returncode == 0, done.stderr
    page = read((site / "odd.html").read_text("utf-8"))
    title, said = (
        '怎样<i>用</i>"搜索"&筛选',
        '输入"财政"两个字，再按<回车>键，就能找到 A&B 的信息。',
    )
    assert page.headings == ["h1"] and title in page.text
    assert page.metas["SiteName"] == '小城<门户>&"网"'
    assert page.metas["description"] == page.metas["ColumnDescription"] == said
    assert (page.metas["ColumnName"], page.metas["ColumnKeywords"]) == (title, f"{title},小城")
    home = (site / "index.html").read_text("utf-8")
    targets = {target for _, _, target in read(home).links}
    assert "https://mark.registry.example/name?copy=1&lt=2" in targets
    address = "https%3A%2F%2Fwww.small-city.example%2Fzwgk%2F"
    assert f"https://error.registry.example/?of=1&url={address}" in targets
    for part in (
        "主办单位：小城&lt;b&gt;人民&lt;/b&gt;&amp;&#34;政府&#34;",
        "公开&lt;目录&gt;&amp;门户",
    ):
        assert part in home
    assert "<目录>" not in home and "&amp;lt;" not in home + (site / "odd.html").read_text("utf-8")


def test_every_policy_is_strict(html: dict[str, str], pages: dict[str, PageFacts]) -> None:
    for name, text in html.items():
        kind = pages[name].metas["disclosure:kind"]
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert found, name
        policy = dict(
            part.split(" ", 1) for part in found[1].replace("&#x27;", "'").replace("&#39;", "'").split("; ")
        )  # fmt: skip
        assert policy["default-src"] == policy["base-uri"] == "'none'"
        assert policy["connect-src"] == policy["font-src"] == "'self'"
        assert "unsafe-inline" not in found[1] and "'unsafe-eval'" not in found[1]
        assert ("'wasm-unsafe-eval'" in policy["script-src"]) is (kind == "search"), name
        assert ("sha256" in policy["style-src"]) is (kind == "notfound"), name
        assert not re.search(r"<[^>]*\s(?:style|on[a-z]+)=", text), name
        inline = re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", text)
        allowed = {' type="application/ld+json"'} | ({""} if kind == "notfound" else set())
        assert set(inline) <= allowed, name


def listening(page: Page) -> list[str]:
    """What the page's policy stops, from now on."""
    said: list[str] = []
    page.expose_function("stopped", lambda words: said.append(words))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e =>"
        " stopped(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`))"
    )
    return said


def test_no_page_is_stopped_by_its_own_policy(
    browser: Browser, serve: Callable[[Path], str], sample_site: Path, pages: dict[str, PageFacts]
) -> None:
    context = browser.new_context()
    base = serve(sample_site)
    tabs: dict[str, tuple[Page, list[str]]] = {}
    # Each in a tab of its own: that all have fallen silent is waited for once.
    for name in [*one_of_each_kind(pages).values(), "search.html?q=财政&agency=示例市财政局"]:
        page = context.new_page()
        tabs[name] = page, listening(page)
        page.goto(base + name)
    for name, (page, said) in tabs.items():
        page.wait_for_load_state("networkidle")
        assert said == [], name
        assert page.evaluate("getComputedStyle(document.querySelector('.site-head')).display") == (
            "block"
        )
    assert page.locator("a.search-result").count() > 0
    context.close()


def test_what_is_put_into_a_page_does_not_run(
    browser: Browser, serve: Callable[[Path], str], sample_site: Path
) -> None:
    page = browser.new_page()
    said = listening(page)
    page.goto(serve(sample_site) + "index.html")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.broken = true";
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "https://elsewhere.example/x.png";
          document.body.append(image);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.broken") is None
    assert [words.split(" ")[0] for words in said] == ["script-src-elem", "img-src"]
    page.close()


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host with other things on it: the site lies under a path, and has its 404 page there."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        page = next(Path(self.directory).rglob("404.html"))
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module", params=["zwgk/", "a/b/"])
def mounted(
    request: pytest.FixtureRequest, sample_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the sample site below a path of a host."""
    host = tmp_path_factory.mktemp("host")
    shutil.copytree(sample_site, host / request.param)
    handler = functools.partial(_Host, directory=str(host))
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{request.param}"
    server.shutdown()
    server.server_close()


def test_every_link_leads_to_something_under_any_path(mounted: str) -> None:
    """From the home page on, as a reader goes: every page and file answers, none lies outside."""
    waiting, seen = [mounted + "index.html"], {mounted + "index.html"}
    while waiting:
        here = waiting.pop()
        with urlopen(here) as answer:
            assert answer.status == 200, here
            if answer.headers.get_content_type() != "text/html":
                continue
            text = answer.read().decode()
        for _, _, target in read(text).links:
            there = urljoin(here, target.partition("#")[0])
            if (
                urlsplit(there).scheme != "http"
                or urlsplit(there).netloc != urlsplit(mounted).netloc
            ):
                continue
            there = there.partition("?")[0]
            assert there.startswith(mounted), (here, target)
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    assert len([address for address in seen if address.endswith(".html")]) >= 490


def test_search_and_pages_ask_for_nothing_outside_their_path(
    browser: Browser, mounted: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(mounted + "finance-bureau/final-accounts-2025.html")
    page.fill("#head-query", "财政决算")
    page.press("#head-query", "Enter")
    page.wait_for_selector("a.search-result")
    page.click("a.search-result >> nth=0")
    page.wait_for_selector("article h1")
    assert "财政决算" in page.inner_text("article h1")
    assert all(url.startswith(mounted) for url in asked), asked
    page.close()


def test_the_404_page_has_its_style_and_the_visitors_settings_at_any_depth(
    browser: Browser, mounted: str
) -> None:
    page = browser.new_page()
    said = listening(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(mounted)
    page.evaluate("localStorage.setItem('disclosure-display', '{\"contrast\": true}')")
    asked.clear()
    address = mounted + "finance-bureau/no/such/page.html"
    answer = page.goto(address)
    assert answer and answer.status == 404
    assert [url for url in asked if not re.search(r"favicon\.ico$|icon\.svg$", url)] == [address]
    assert page.inner_text("article h1") == "没有找到这个页面"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.site-head__inner')).display")
        == "flex"
    )
    assert page.get_attribute("article form", "action") == f"{ADDRESS}search.html"
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert said == []
    page.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["its own host", "another host"])
def test_the_404_page_searches_the_site_at_its_public_address(
    browser: Browser, tmp_path: Path, command: Command, host: str
) -> None:
    """Also when looked at on another host, which the policy would stop if it did not name this one."""
    served = tmp_path / "host"
    handler = functools.partial(_Host, directory=str(served))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        address = f"http://127.0.0.1:{port}/zwgk/"
        city = write(tmp_path, edit("site.yml", "https://www.small-city.example/zwgk/", address))
        done = command("build", "--catalogue", city, "--site-dir", served / "zwgk")
        assert done.returncode == 0, done.stderr
        page = browser.new_page()
        said = listening(page)
        page.goto(f"http://{host}:{port}/zwgk/a/b/c")
        page.fill("#notfound-search", "发展计划")
        page.press("#notfound-search", "Enter")
        page.wait_for_selector("a.search-result")
        assert page.url.startswith(f"{address}search.html?q=")
        page.goto(f"http://{host}:{port}/zwgk/a/b/c")
        page.click("article a:has-text('办事指南')")
        page.wait_for_url(f"{address}lists/services.html")
        assert said == []
        page.close()
        server.shutdown()
