"""`filing`: write the catalogue of an agency as it is filed, and say what to do with it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .. import report
from ..diagnostics import Diagnostic, Severity, Text
from .common import Stop, known_agency, say, survey_of

if TYPE_CHECKING:
    from ..pages.view import Desk, View
    from ..survey import Survey


def filing(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    seen, agency = survey_of(options), str(options.agency)
    known_agency(agency, seen.counts)
    root = options.catalogue.resolve()
    _refuse_inside(options.out.resolve(), root)
    if wrong := _in_the_way(seen, agency, root.name):
        summary = report.summarise(seen.counts, wrong, agency)
        say(report.as_text(wrong, summary, options.lang))
        say(
            "没有生成报送的目录。改正以上错误后，请重新运行。"
            if options.lang == "zh"
            else "Nothing was written. Mend the errors above and run again."
        )
        return 1
    if seen.catalogue.outlines[agency].closed:
        raise Stop(
            f"“{agency}”已经撤销，不再报送目录。由承接机关报送自己的目录。",
            f"'{agency}' was abolished and files nothing. Its successor files a catalogue of its own.",
        )

    from ..exports.filing import dossier, printed
    from ..exports.filing_sheet import workbook
    from ..pages.view import open_view

    view = open_view(seen.catalogue, ())
    desk = view.desks[agency]
    made = dossier(view, desk)
    stem = f"{agency}-catalogue-{made.day}"
    files = {f"{stem}.xlsx": workbook(made), f"{stem}.html": printed(made)}
    _write(options.out, files)
    where = options.catalogue / "agencies" / agency / "agency.yml"
    told = _told(view, desk, [options.out / name for name in files], where)
    print("\n".join(text.lang(options.lang) for text in told))
    return 0


def _in_the_way(seen: Survey, agency: str, root: str) -> list[Diagnostic]:
    """The errors in what is filed, and in what it is made with: not those of records or others."""
    own = {f"{root}/agencies/{agency}/{name}" for name in ("agency.yml", "catalogue.yml")}
    elsewhere = (f"{root}/agencies/", f"{root}/pages/")
    return [
        finding
        for finding in seen.findings
        if finding.severity is Severity.ERROR
        and (finding.span.file in own or not finding.span.file.startswith(elsewhere))
    ]


def _refuse_inside(out: Path, catalogue: Path) -> None:
    if out == catalogue or catalogue in out.parents:
        raise Stop(
            f"--out 不能在目录文件夹里：{out.name}；请另选一个文件夹",
            f"--out cannot be in the catalogue folder: {out.name}; choose another",
        )


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    """Each file is there whole or as it was before. Raises Stop when that cannot be done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        # What one that was killed left is overwritten.
        parts = {name: out / f".{name}.part" for name in files}
        for name, data in files.items():
            parts[name].write_bytes(data)
        for name in files:
            parts[name].replace(out / name)
    except OSError as error:
        for name in files:
            with suppress(OSError):
                (out / f".{name}.part").unlink()
        raise Stop(
            f"不能写入“{out}”：{error.strerror}。请换一个文件夹，或者先关闭已经打开的文件",
            f"cannot write to '{out}': {error.strerror}. Choose another folder, or close the files",
        ) from error


def _told(view: View, desk: Desk, files: list[Path], where: Path) -> Iterator[Text]:
    """What was written, whom it must be sent to, and what to record when the receipt arrives."""
    from ..pages.filing import filed_with

    digest = desk.outline.catalogue_hash
    for file in files:
        yield Text(f"已生成 {file}", f"Wrote {file}")
    yield Text(f"目录校验值：{digest}", f"Hash of the catalogue: {digest}")
    bodies = []
    for due in filed_with(view, desk):
        if due.body is None:
            yield _UNNAMED[due.role]
            continue
        bodies.append(due.body)
        name, article = view.body_name(due.body) or due.body, view.cite(due.article)
        state = _STATES[_state(desk, due.body)]
        yield Text(
            f"依照{article}，报{name}备案。{state.zh}",
            f"File it with {name} ({article}). {state.en}",
        )
    if bodies:
        yield Text(
            f"收到回执后，在 {where} 的 filings 下面加上（日期和回执文号按实际填写）：",
            f"When the receipt arrives, add to filings in {where} (with the real day and receipt):",
        )
        yield from _lines(view, desk, bodies)


_UNNAMED = {
    "government": Text(
        "没有写明上级机关，不知道报哪个人民政府备案：请在 agency.yml 中补写 parent。",
        "No parent is named, so nobody knows with which government to file: add parent to agency.yml.",
    ),
    "supervisor": Text(
        "没有写明监察机关，不知道报哪个监察机关备案：请在 agency.yml 中补写 supervisor。",
        "No supervisor is named to file with: add supervisor to agency.yml.",
    ),
}
_STATES = {
    None: Text("还没有报过。", "It was never filed there."),
    True: Text(
        "最近一次报送的就是现行目录，不必重报。",
        "The catalogue filed last is this one: there is no need to file it again.",
    ),
    False: Text("上次报送以后目录有变动。", "It is not the catalogue that was filed last."),
}


def _state(desk: Desk, body: str) -> bool | None:
    """Whether what was filed last with a body is the catalogue as it stands; None: nothing was."""
    from ..model.filed import is_current, latest

    last = latest(desk.file.filings).get(body)
    return None if last is None else is_current(desk.outline, last) is True


def _lines(view: View, desk: Desk, bodies: list[str]) -> Iterator[Text]:
    """The lines of YAML to add. An empty receipt is told by C716 until it is filled in."""
    lines = [] if desk.file.filings else ["filings:"]
    for body in bodies:
        lines += [
            f"  - to: {body}",
            f"    date: {view.catalogue.today}",
            f'    hash: "{desk.outline.catalogue_hash}"',
        ]
        yield from (Text(line, line) for line in lines)
        yield Text("    receipt:   # 回执文号", "    receipt:   # number of the receipt")
        lines = []
