"""Files that are no files, or lead elsewhere: findings, never a hang, and nothing from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from city_builds import build, tree
from disclosure import checks
from disclosure.fingerprint import content_prints
from disclosure.folders import read_plain
from disclosure.load import load
from disclosure.load.folder import Folder
from disclosure.load.packs import pack_folder
from small_city import OFFICE, append, check, edit, put, sign, write

SECRET = "OUTSIDE-SECRET"
_INSIDE = ("./files/plan.csv", "files//plan.csv", "files/plan.csv/")
"""Other ways to write the path of a file that is there."""


def codes(root: Path) -> list[tuple[str, str]]:
    """Code and file of every error."""
    loaded = load(root)
    found = checks.run(loaded.catalogue, loaded.diagnostics)
    return [
        (finding.code, finding.span.file.removeprefix("catalogue/"))
        for finding in found
        if finding.severity.value == "error"
    ]


PLACES = (
    "site.yml",
    f"{OFFICE}/agency.yml",
    f"{OFFICE}/catalogue.yml",
    f"{OFFICE}/notices.yml",
    f"{OFFICE}/guide.md",
    f"{OFFICE}/records/2026/plan-2026.md",
    f"{OFFICE}/services/use-of-seal.md",
    f"{OFFICE}/registers/2026.yml",
    f"{OFFICE}/files/plan.csv",
    "pages/help.md",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["pipe", "link", "link to nothing", "folder", "device"])
def test_what_is_no_file_is_a_finding(tmp_path: Path, place: str, kind: str) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(SECRET, "utf-8")
    root = write(tmp_path)
    path = root / place
    path.unlink()
    match kind:
        case "pipe":
            os.mkfifo(path)  # whoever opens it to read waits for a writer that never comes
        case "link":
            path.symlink_to(outside)
        case "link to nothing":
            path.symlink_to(tmp_path / "nothing")
        case "folder":
            path.mkdir()
        case "device":
            path.symlink_to("/dev/zero")  # never ends; a node of its own would need root
    found = codes(root)
    # A folder below files/ or pages/ is one like any other, and empty.
    told = {file for code, file in found if code in ("C014", "C016", "C017")}
    assert place in told or (kind == "folder" and place.startswith((f"{OFFICE}/files", "pages"))), (
        found
    )
    names = [path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()]
    assert set(content_prints(root, names)) == set(names)  # nor does that wait


@pytest.mark.parametrize(
    "folder",
    [
        "agencies",
        "pages",
        "packs",
        "releases",
        OFFICE,
        f"{OFFICE}/records",
        f"{OFFICE}/files",
        f"{OFFICE}/records/2026",
    ],
)
def test_a_folder_that_is_a_link_is_a_finding(tmp_path: Path, folder: str) -> None:
    root = write(tmp_path)
    outside = tmp_path / "outside"
    (root / folder).rename(outside) if (root / folder).exists() else outside.mkdir()
    (root / folder).symlink_to(outside)
    assert {file for code, file in codes(root) if code in ("C014", "C016")} >= {folder}


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """A file of 4 TB, nearly all of it a hole: whoever read it would need them as memory."""
    root = write(tmp_path)
    for place in (
        f"{OFFICE}/catalogue.yml",
        f"{OFFICE}/records/2026/plan-2026.md",
        "pages/help.md",
    ):
        os.truncate(root / place, 4_000_000_000_000)
        assert ("C003", place) in codes(root)


def test_a_file_is_read_whole_whatever_its_size_is_said_to_be(tmp_path: Path) -> None:
    """The system calls files of its own empty: they come as they are made."""
    said = read_plain("/proc/version")
    assert said[1].st_size == 0
    assert said[0] == Path("/proc/version").read_bytes() != b""
    file = tmp_path / "plan.md"
    for data in (b"", b"a", b"abc"):
        file.write_bytes(data)
        assert [read_plain(os.fspath(file), most)[0] for most in (None, 3, 2)] == [
            data,
            data,
            data if len(data) <= 2 else b"",
        ]


@pytest.mark.parametrize(
    "path",
    ["../../site.yml", "files/../agency.yml", "/etc/passwd", "files/../../../../outside.txt", "C:\\x", "\\\\host\\x",
     "files/plan.csv/../../agency.yml", "FILES/plan.csv", "files//plan.csv", "./files/plan.csv", "files/plan.csv/", "files\\plan.csv",
     "files/%2e%2e/agency.yml", "files/CON", "file:///etc/passwd"],
)  # fmt: skip
def test_no_attachment_and_no_link_leads_out(tmp_path: Path, path: str) -> None:
    record = f"{OFFICE}/records/2026/plan-2026.md"
    quoted = "'" + path + "'"
    found = check(tmp_path, edit(record, "{path: files/plan.csv", f"{{path: {quoted}"), sign)
    assert {each.code for each in found} & {"C603", "C604", "C601", "C602"}, found
    for place in (record, "pages/help.md"):
        again = tmp_path / place.replace("/", "-")
        again.mkdir()
        if path not in _INSIDE:
            found = check(again, append(place, f"\n[x]({path})\n![x](<{path}>)\n"), sign)
            assert {each.code for each in found} >= {"C511"}, found


@pytest.mark.parametrize(
    "name",
    ["../packs/own", "/etc", "..", ".", "", "a/b", "a\\b", "C:", "own\0", "OWN", "con ", "~"],
)
def test_no_name_of_a_pack_is_a_path(tmp_path: Path, name: str) -> None:
    root = write(tmp_path, put("packs/own/pack.yml", "x"))
    assert pack_folder(Folder(str(root), "catalogue"), name) is None


def test_nothing_of_a_prose_file_that_is_refused_gets_out(tmp_path: Path) -> None:
    """Front matter is no order to the engine, and its own forms of it are text."""
    root = write(
        tmp_path,
        put(
            "pages/one.md",
            "---\ntitle: <b>一</b> & {{ 7*191 }}\ndescription: '\"><script>x</script>'\n---\n\n文。\n",
        ),
        put("pages/two.md", "template: evil.html\nshell: true\n\n# 二\n\n文字。\n"),
        put("pages/three.md", "---\nnot: closed\n\n# 三\n"),
    )
    site = tmp_path / "site"
    build(root, site)
    pages = {name: data.decode() for name, data in tree(site).items() if name.endswith(".html")}
    assert "<h1>&lt;b&gt;一&lt;/b&gt; &amp; {{ 7*191 }}</h1>" in pages["one.html"]
    assert "<script>x" not in pages["one.html"] and "&#34;&gt;&lt;script&gt;" in pages["one.html"]
    assert "template: evil.html" in pages["two.html"]
    assert not [name for name in pages if "shell" in name]


def test_the_frame_takes_no_name_for_one_of_its_slots(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        edit(
            "site.yml", "name: 小城政务公开目录", "name: '@@article@@ 小城 @@title@@ @@nothing@@'"
        ),
        edit("site.yml", "sponsor: 小城人民政府", "sponsor: '@@head@@ <i>'"),
    )
    site = tmp_path / "site"
    build(root, site)
    for name, data in tree(site).items():
        if name.endswith(".html"):
            text = data.decode()
            assert text.count("<article ") == 1
            assert "&#64;&#64;article&#64;&#64; 小城" in text
