"""The signature of a zip, checked with `minisign` or `gpg`; and the SHA-256 that lies beside it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from typing import IO, Sequence

from .bundle import beside
from .said import Failed, Refused, reading, shown

MINISIGN, GPG = "minisign", "gpg"
_ENDINGS = {MINISIGN: (".minisig",), GPG: (".asc", ".sig")}
_SECONDS = 600
_BAD = ("BADSIG", "ERRSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "NODATA", "PLAINTEXT")
"""What gpg says of a signature that counts for nothing; PLAINTEXT: it signs itself, not the zip."""
_MOST_KEY = 1024 * 1024


def signature_of(path: str, key: str) -> tuple[str, str]:
    """The file with the signature of a zip, and the program that checks it. Raises Refused.

    `key` is the file with the key, or empty; it decides which program is asked.
    """
    program = _program_for(key)
    for ending in _ENDINGS[program]:
        found = beside(path, ending)
        if found:
            return found, program
    name = shown(os.path.basename(path))
    if program == GPG and not key and beside(path, ".minisig"):
        raise Failed(
            f"“{name}.minisig”要用 minisign 的公钥核对。请加上 --key 公钥文件。",
            f"'{name}.minisig' is checked with a public key of minisign. Add --key FILE.",
        )
    wanted = " / ".join(f"{name}{ending}" for ending in _ENDINGS[program])
    raise Refused(
        f"没有签名：旁边应有 {wanted}。请把签名文件和安装包放在一起，然后再试。",
        f"there is no signature: {wanted} should lie beside the zip. Put it there, then try again.",
    )


def _program_for(key: str) -> str:
    if not key:
        return GPG
    with reading(key), open(key, "rb") as file:
        head = file.read(_MOST_KEY)
    lines = head.decode("utf-8", "replace").split("\n")
    alone = re.fullmatch("[A-Za-z0-9+/]{54,60}=*", lines[-1 if len(lines) == 1 else 1].strip())
    return MINISIGN if head.startswith(b"untrusted comment:") and alone else GPG


def check_signature(path: str, signature: str, program: str, key: str, scratch: str) -> str:
    """Who signed a file, as the program says it. Raises Refused or Failed.

    `scratch` is an empty folder of our own.
    """
    if program == MINISIGN:
        status, said = _ran([MINISIGN, "-V", "-m", path, "-x", signature, "-p", key])
        if status != 0:
            raise _wrong(said)
        return f"minisign {os.path.basename(key)}"
    about = [GPG, "--batch", "--no-tty", "--no-auto-key-retrieve", "--disable-dirmngr"]
    if key:
        about += ["--homedir", scratch, "--no-options", "--no-autostart"]
        # Its status also tells of an agent that it does not find, and that nobody needs here.
        _, said = _ran([*about, "--status-fd", "1", "--import", key])
        if "[GNUPG:] IMPORT_OK " not in said:
            raise Failed(
                f"密钥文件“{shown(key)}”不能用。它应是 gpg 的公钥，或者 minisign 的公钥。",
                f"the key file '{shown(key)}' cannot be used. It should be a public key of gpg or "
                f"of minisign.",
            )
        about += ["--trust-model", "always"]
    status, said = _ran([*about, "--status-fd", "1", "--verify", signature, path])
    words = [line.split() for line in said.split("\n") if line.startswith("[GNUPG:] ")]
    tokens = [each[1] for each in words if len(each) > 1]
    signers = [each[2] for each in words if len(each) > 2 and each[1] == "VALIDSIG"]
    if status != 0 or not signers or "GOODSIG" not in tokens or set(tokens) & set(_BAD):
        if "NO_PUBKEY" in tokens:
            raise Refused(
                "签名用的密钥不是所要求的密钥，不能核对。请用 --key 指明公钥文件，或者把公钥导入 gpg。",
                "the signature was made with another key than the one that is wanted. Name the "
                "public key with --key, or import it into gpg.",
            )
        raise _wrong(" ".join(tokens))
    return f"gpg {signers[0]}"


def _wrong(said: str) -> Refused:
    line = shown(said.strip().split("\n")[-1])
    return Refused(
        f"签名不对（{line}）：安装包或者签名被改动过，或者不是用这个密钥签的。请重新获取这两个文件。",
        f"the signature is wrong ({line}): the zip or the signature was changed, or another key "
        f"was used. Get both files again.",
    )


def _ran(command: Sequence[str]) -> tuple[int, str]:
    """Status and output of a program. Raises Failed when it is not there."""
    program = shutil.which(command[0])
    if program is None:
        raise Failed(
            f"没有安装 {command[0]}，不能核对签名。请先安装 {command[0]}，然后再试。",
            f"{command[0]} is not installed, so that the signature cannot be checked. Install it, "
            f"then try again.",
        )
    try:
        done = subprocess.run(
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "strerror", None) or type(error).__name__
        raise Failed(
            f"{command[0]} 运行不了（{said}），不能核对签名。请检查它的安装，然后再试。",
            f"{command[0]} cannot be run ({said}), so that the signature cannot be checked. Look "
            f"at how it is installed, then try again.",
        ) from error
    return done.returncode, (done.stdout or done.stderr).decode("utf-8", "replace")


def declared_hash(path: str) -> str | None:
    """The SHA-256 that lies beside a zip; None where there is none, empty for one of no sense."""
    found = beside(path, ".sha256")
    if not found:
        return None
    with reading(found), open(found, "rb") as file:
        match = re.match(rb"\\?([0-9a-fA-F]{64})(\s|$)", file.read(_MOST_KEY))
    return match[1].decode().lower() if match else ""


def refuse_hash(path: str, file: IO[bytes]) -> None:
    """Raise Refused when a zip has not the SHA-256 that lies beside it."""
    wanted = declared_hash(path)
    if wanted is None:
        return
    digest = hashlib.sha256()
    with reading(path):
        file.seek(0)
        while True:
            part = file.read(1024 * 1024)
            if not part:
                break
            digest.update(part)
        file.seek(0)
    if digest.hexdigest() != wanted:
        name = shown(os.path.basename(path))
        raise Refused(
            f"“{name}”和“{name}.sha256”里的校验值不一致。请把这两个文件重新复制一份，然后再试。",
            f"'{name}' does not match '{name}.sha256'. Copy both files again, then try again.",
        )
