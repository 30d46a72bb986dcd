"""C93x: the manifests of releases."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Span
from ..model.catalogue import Catalogue
from ..model.release import REMOVED
from .rule import Found, found, rule


@rule(
    "C930",
    scope="city",
    zh="版本清单的文件名和它写明的日期不符，应为 {name}（同一天的第二份加 -2）",
    en="the name of this manifest is not that of its day: {name} (with -2 for a second one)",
    needs_pack=False,
)
def manifests_have_the_name_of_their_day(catalogue: Catalogue) -> Iterator[Found]:
    """版本清单的文件名就是它的日期。

    为什么：引用写的是日期，凭日期就应当找到那一天的清单。
    怎样改：把文件名改回原样；清单由 freeze 命令生成，不要自己起名。

    A manifest is called after its day.

    Why: citations name a day, and the manifest of that day must be found by it.
    Fix: give the file its name back; manifests are made by the command freeze.
    """
    for manifest in catalogue.releases.manifests:
        if manifest.flaw and manifest.flaw.kind == "name":
            yield found(Span(manifest.file), name=manifest.flaw.problem)


@rule(
    "C931",
    scope="city",
    zh="版本清单的这一行{problem}",
    en="this line of the manifest {problem}",
    needs_pack=False,
)
def manifests_are_whole(catalogue: Catalogue) -> Iterator[Found]:
    """版本清单完整、格式正确：先是各项事实，再是按网址排列的校验值，最后是它自己的校验值。

    为什么：缺一行、错一行，以后就不能证明那一天公布的是什么。
    怎样改：用 git checkout 恢复原来的清单；校验值只能换成 removed，不能删去整行。

    A manifest is whole: its facts, then hashes by address, then the sum of its own.

    Why: with a line lost or wrong nobody can show later what was published that day.
    Fix: take the manifest back with git checkout; a hash may become `removed`, but no line may go.
    """
    for manifest in catalogue.releases.manifests:
        if manifest.flaw and manifest.flaw.kind == "line":
            yield found(Span(manifest.file, manifest.flaw.line), problem=manifest.flaw.problem)


@rule(
    "C932",
    scope="city",
    zh="版本清单的内容被改动过，和末尾的 sum 不符（{problem}）",
    en="the manifest was changed and does not fit its last line any more ({problem})",
    needs_pack=False,
)
def manifests_are_as_they_were_written(catalogue: Catalogue) -> Iterator[Found]:
    """版本清单写成以后不再改动。

    为什么：清单证明某一天公布的是什么；能够随意改动的清单什么也证明不了。
    怎样改：用 git checkout 恢复原来的清单。只有因保护个人信息把校验值换成 removed 的，才把 sum 改为提示的值。

    A manifest is not changed after it was written.

    Why: it shows what was published on a day; one that anybody may change shows nothing.
    Fix: take the manifest back with git checkout. Only after you put `removed` in the place of a hash
        for personal data, write the sum that is named here.
    """
    for manifest in catalogue.releases.manifests:
        if manifest.flaw and manifest.flaw.kind == "sum":
            yield found(Span(manifest.file, manifest.flaw.line), problem=manifest.flaw.problem)


@rule(
    "C933",
    scope="city",
    zh="“{address}”已因保护个人信息删除，版本清单中还有它的校验值",
    en="'{address}' was removed for personal data, but the manifest still has its hash",
    needs_pack=False,
)
def no_hash_of_personal_data(catalogue: Catalogue) -> Iterator[Found]:
    """因保护个人信息删除的页面，在以前的版本清单中也没有校验值。

    为什么：短的文字可以一个一个试出来：校验值相同，就说明猜对了。
    怎样改：在这一行用 removed 换下校验值，其余不动；再检查一次，按 C932 的提示改 sum。git 的历史和以前发布的副本也要清除。

    A page that was removed for personal data has no hash in earlier manifests either.

    Why: a short text can be found by trying: the one with the same hash was guessed right.
    Fix: write `removed` in the place of the hash in this line, check again, and write the sum that
        C932 names. Clear the history of git and published copies as well.
    """
    gone = [
        f"{outline.id}/{thing}.html"
        for outline in catalogue.outlines.values()
        for thing in sorted(outline.hidden)
    ]
    for manifest in catalogue.releases.usable if gone else ():
        text = catalogue.releases.text(manifest)
        for address in gone:
            at = text.find(f"  {address}\n")
            line = text.count("\n", 0, at) + 1
            if at >= 0 and text[text.rfind("\n", 0, at) + 1 : at] != REMOVED:
                yield found(Span(manifest.file, line), address=address)
