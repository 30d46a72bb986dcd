"""Installs, and kills itself at the n-th step that changes folders; 0 counts them.

    python -I -S killed_install.py FOLDER MODE N kill|cut ARGUMENTS…

FOLDER holds install.py; MODE `renames` is a system that cannot exchange two folders in one step;
`cut` takes the second half of the zip away then, also when a file is opened, as a stick that is
pulled does.
"""

import os
import signal
import sys

folder, mode, at, what, *arguments = sys.argv[1:]
sys.path.insert(0, folder)
import install  # noqa: E402

if mode == "renames":
    install.exchange = lambda one, other: False
WATCHED = (
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "ctypes.dlopen",
    *(["open"] if what == "cut" else []),
)
count = 0


def hook(event: str, details: object) -> None:
    global count
    if event in WATCHED:
        count += 1
        if count == int(at) and what == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if count == int(at) and what == "cut":
            os.truncate(arguments[0], os.path.getsize(arguments[0]) // 2)


sys.addaudithook(hook)
status = install.main(arguments, folder, lambda text, status: print(text, file=sys.stderr))
if at == "0":
    print(count)
sys.exit(status)
