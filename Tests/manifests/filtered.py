"""Runs a program under the system calls, and without the writable code, that manifests/systemd/registrar.service leaves it.

usage: filtered.py CALLS PROGRAM ARGUMENTS…    CALLS is a file that `allowed` filled: the names are systemd's own. What the unit does to files and
users is not tried here.
"""

import errno
import os
import re
import subprocess
import sys

PROT_WRITE, PROT_EXEC = 2, 4


def members(group):
    """The calls of a set, those of the sets in it as well."""
    text = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", group], check=True, capture_output=True, text=True).stdout
    names = {line.strip() for line in text.splitlines()[1:] if line.startswith("    ") and not line.strip().startswith("#")}
    inner = {name for name in names if name.startswith("@")}
    return (names - inner).union(*(members(name) for name in inner))


def allowed(unit):
    calls = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.M):
        named = set().union(*(members(name) if name.startswith("@") else {name} for name in line.lstrip("~").split()))
        calls = calls - named if line.startswith("~") else calls | named
    return calls


def confine(calls):
    import pyseccomp
    narrow = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in calls:
        try:
            pyseccomp.resolve_syscall(pyseccomp.system_arch(), name)
            rules = [()]
            if name == "mmap":
                rules = [(pyseccomp.Arg(2, pyseccomp.MASKED_EQ, PROT_WRITE | PROT_EXEC, code),) for code in (0, PROT_WRITE, PROT_EXEC)]
            if name in ("mprotect", "pkey_mprotect"):
                rules = [(pyseccomp.Arg(2, pyseccomp.MASKED_EQ, PROT_EXEC, 0),)]
            for rule in rules:
                narrow.add_rule(pyseccomp.ALLOW, name, *rule)
        except (OSError, RuntimeError, ValueError):
            # A call of another machine.
            continue
    narrow.load()


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        confine(file.read().split())
    os.execv(sys.argv[2], sys.argv[2:])
