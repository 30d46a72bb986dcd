"""What stays as it was: names of now for old ones, former addresses."""

from __future__ import annotations

from cases import BIDDING, EXPLAINED, NOTICES, Case, case, error, warning
from small_city import Change, edit, put


def former(*addresses: str, path: str = EXPLAINED) -> Change:
    """Change: a record had these addresses."""
    listed = ", ".join(f'"{address}"' for address in addresses)
    return edit(path, "confirmed: ", f"former_addresses: [{listed}]\nconfirmed: ")


def taken(line: int, column: int, address: str, first: str, path: str = EXPLAINED) -> Case:
    """A former address that another page has."""
    return case(
        f"a former address that is taken: {address}",
        [former(address, path=path)],
        error("C446", path, line, column, f"曾用网址“{address}”已被占用：{first}"),
    )


CASES: tuple[Case, ...] = (
    case(
        "a new name that is not said",
        [put(NOTICES, "- {of: old-plan, kind: renamed, date: 2026-03-05, explanation: 更名}\n")],
        error("C438", NOTICES, 1, 8, "“old-plan”更名，但没有写新代号（successor）"),
    ),
    *(
        case(
            f"a new name that is the old one, {successor}",
            [
                put(
                    NOTICES,
                    "- {of: plan, kind: renamed, date: 2026-03-05, explanation: 更名, "
                    f"successor: {successor}}}\n",
                )
            ],
            error("C438", NOTICES, 1, 8, "“plan”更名，但新代号（successor）就是它自己"),
        )
        for successor in ("plan", "city-office/plan")
    ),
    *(
        case(
            f"no former address: {address}",
            [former(address)],
            error("C445", EXPLAINED, 8, 20, f"曾用网址“{address}”写得不对"),
        )
        for address in (
            *("old/1.html", "www.small-city.example/1.html", "ftp://small-city.example/1.html"),
            *("/zwgk/../1.html", "/zwgk/%2e%2e/1.html", "/zwgk/a b.html", "http:///1.html"),
            *("/zwgk//1.html", "https://[1/2.html", "/zwgk/<b>.html"),
        )
    ),
    *(
        case(
            f"a former address that no page can have: {address}",
            [former(address)],
            warning(
                *("C447", EXPLAINED, 8, 20),
                f"曾用网址“{address}”属于本网站，但网页不能把它转到现在的网址",
            ),
        )
        for address in (
            *("/zwgk/show.jsp", "/zwgk/show.html?id=3", "/zwgk/a/b/c/d/1.html", "/zwgk/old"),
            "https://www.small-city.example/zwgk/1.aspx",
            *("/zwgk/" + "长" * 84 + ".html", "/zwgk/" + "a" * 256 + "/1.html"),
        )
    ),
    taken(8, 20, "/zwgk/", "index.html"),
    taken(8, 20, "/zwgk/help.html", "help.html"),
    taken(8, 20, "/zwgk/lists/old.html", "lists/old.html"),
    taken(8, 20, "/zwgk/city-office/plan.html", "city-office/plan.html"),
    taken(8, 20, "/zwgk/city-office/plan-2024.html", "city-office/plan-2024.html"),
    taken(8, 20, "/zwgk/water-bureau/index.html", "water-bureau/index.html"),
    taken(8, 20, "/zwgk/water-bureau/lists/x.html", "water-bureau/lists/x.html"),
    case(
        "a former address of two records",
        [former("/zwgk/old/1.html"), former("/zwgk/old/1.html", path=BIDDING)],
        error(
            *("C446", BIDDING, 8, 20),
            f"曾用网址“/zwgk/old/1.html”已被占用：catalogue/{EXPLAINED}",
        ),
    ),
)
ALLOWED: tuple[Case, ...] = (
    case(
        "former addresses of every form",
        [
            former(
                *("/zwgk/old/2025/1.html", "/zwgk/old/", "/zwgk/city-office/plan-of-old.htm"),
                *("/elsewhere/show.jsp?id=3", "http://old.small-city.example/a.aspx?x=1"),
                "https://www.small-city.example/zwgk/old/2025/2.html",
            )
        ],
    ),
)
