"""The C that stands between the service and its machine, compiled when it is needed."""

import hashlib
import mmap
import os
import pathlib
import shutil
import struct
import subprocess
import threading
import tempfile

SOURCES = pathlib.Path(__file__).parent / "shims"
BUILT = pathlib.Path(tempfile.gettempdir()) / f"registrar-faults-{os.getuid()}"


def built(name):
    """The path of the shared library of `shims/NAME.c`."""
    source = SOURCES / f"{name}.c"
    text = source.read_bytes() + (SOURCES / "control.h").read_bytes()
    library = BUILT / f"{name}-{hashlib.sha256(text).hexdigest()[:12]}.so"
    if not library.exists():
        BUILT.mkdir(exist_ok=True)
        passing = library.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        subprocess.run(
            [shutil.which("cc") or "clang", "-O1", "-Wall", "-shared", "-fPIC", "-o", passing, source, "-ldl", "-lpthread"], check=True
        )
        passing.rename(library)
    return str(library)


class Shim:
    """A library to preload, and the numbers it goes by."""

    def __init__(self, name, folder, seed=1):
        self.path = f"{folder}/{name}.control"
        with open(self.path, "wb") as file:
            file.write(bytes(4096))
        with open(self.path, "r+b") as file:
            self.page = mmap.mmap(file.fileno(), 4096)
        self.env = {"LD_PRELOAD": built(name), "FAULT_CONTROL": self.path, "FAULT_SEED": str(seed)}

    def __setitem__(self, slot, value):
        struct.pack_into("<q", self.page, slot * 8, value)

    def __getitem__(self, slot):
        return struct.unpack_from("<q", self.page, slot * 8)[0]
