"""What a page says of itself: 3, 7 or 10 metas by its kind, a description, the facts of the footer."""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from disclosure.pages.templates import opening
from site_text import PageFacts, read
from small_city import edit, put, write

ADDRESS = "https://www.example-city.example/zwgk/"
SITE = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN = SITE | {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = COLUMN | {"ArticleTitle", "PubDate", "ContentSource"}
BY_KIND = {
    **dict.fromkeys("home search moved notfound".split(), SITE),
    **dict.fromkeys(
        "catalogue category form agency item guide contact rights regulation coverage due rules list "
        "map prose releases signage".split(),
        COLUMN,
    ),
    **dict.fromkeys("record service notice".split(), CONTENT),
}
Command = Callable[..., "subprocess.CompletedProcess[str]"]


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
        if facts.metas["disclosure:kind"] == "moved":  # that of the page it leads to
            (to,) = re.findall(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', text)
            canonical = ADDRESS + posixpath.normpath(posixpath.join(posixpath.dirname(name), to))
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
