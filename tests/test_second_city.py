"""Another city: the wheel and a catalogue folder are enough; a site of its own pack too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_and_a_catalogue_are_enough(tmp_path: Path) -> None:
    """The wheel is unpacked into an environment that sees this one's libraries, but not the
    repository; the site is the same as the repository's."""
    wheels = tmp_path / "wheels"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "-w", str(wheels), str(ROOT)], check=True, capture_output=True
    )
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=False, symlinks=True)
    [wheel] = wheels.glob("disclosure-*.whl")
    libraries = next((environment / "lib").glob("python3*")) / "site-packages"
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(libraries), str(wheel)],
        check=True,
        capture_output=True,
    )
    # What a browser runs of the kiosk lies beside the code, and comes along with it.
    kiosk = ROOT / "plugins" / "disclosure" / "kiosk"
    for part in (*(kiosk / "browser").iterdir(), *(kiosk / "vendor").glob("*/*")):
        assert (libraries / "disclosure/kiosk" / part.relative_to(kiosk)).is_file(), part
    ours = next(path for path in sys.path if path.endswith("site-packages"))
    (libraries / "shared.pth").write_text(ours + "\n")
    city = tmp_path / "city"
    shutil.copytree(ROOT / "catalogue", city / "catalogue")
    program = environment / "bin" / "python"
    done = subprocess.run(
        [program, "-c", "import disclosure.cli as c; print(c.__file__); c.entry()", "build"],
        cwd=city,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(environment) in done.stdout.splitlines()[0]
    assert (city / "site" / "index.html").is_file()
    assert (city / "site" / "assets" / "disclosure" / "site.css").is_file()


def test_a_pack_of_the_catalogue_comes_before_the_built_in_one(
    sample_copy: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    own = sample_copy / "packs" / "seed-province"
    shutil.copytree(ROOT / "plugins/disclosure/packs/seed-province", own)
    facts = own / "pack.yml"
    text = facts.read_text("utf-8")
    facts.write_text(text.replace("short_name: 条例", "short_name: 办法"), "utf-8")
    agency = sample_copy / "agencies/finance-bureau/agency.yml"
    kept = [s for s in agency.read_text("utf-8").splitlines() if not s.startswith("supervisor:")]
    agency.write_text("\n".join(kept) + "\n", "utf-8")
    done = command("check", "--catalogue", sample_copy)
    assert done.returncode == 1
    assert "依据：办法第十八条" in done.stdout


def test_a_malformed_pack_is_reported_like_any_other_file(
    sample_copy: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    own = sample_copy / "packs" / "seed-province"
    shutil.copytree(ROOT / "plugins/disclosure/packs/seed-province", own)
    facts = own / "pack.yml"
    lines = facts.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines) if text.startswith("fees:"))
    lines[line] = lines[line].replace("amount: 0", "amount: none")
    facts.write_text("\n".join(lines) + "\n", "utf-8")
    done = command("check", "--catalogue", sample_copy)
    assert done.returncode == 1
    [place, *_] = done.stdout.splitlines()
    assert place.startswith(f"catalogue/packs/seed-province/pack.yml:{line + 1}:16 错误 C101")
    assert "1 个错误" in done.stdout
