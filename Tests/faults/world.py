"""A service, a vendor and their history in a folder of their own."""

import contextlib
import os
import shutil
import tempfile
import time

import history
import service
import vendor


class World:
    def __init__(self, teams=4, tls=None, database=None, disk=None, keep=False, **settings):
        self.teams, self.keep = teams, keep
        self.folder = tempfile.mkdtemp(prefix="faults-")
        self.vendor = vendor.Vendor(tls)
        self.service = service.Service(self.folder, self.vendor.port, database, disk, **settings)
        self.history = history.History(f"{self.folder}/history.jsonl")
        self.troubles = []

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.service.process and self.service.process.poll() is None:
            self.service.kill()
        self.vendor.close()
        if kind or self.keep:
            print(f"    left to look at: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def case_in(view):
        import json
        found = vendor.CASE.search(json.dumps(view))
        return found and found.group(0)

    def open(self, **start):
        """Starts the service with partners that may register."""
        self.service.tell("migrate")
        for number in range(self.teams):
            self.service.tell(
                "partner", "add", "--name", f"Partner {number} GmbH", "--domain", f"partner{number}.example",
                "--tier", "gold", "--kind", "reseller", "--territory", "DE", "--slack-team", f"T0PART{number}",
            )
        assert self.service.start(**start), self.service.said()[-500:]
        return self

    def unpark(self):
        """Does the admin's part: what was under way at two deaths is parked, and sent again when somebody says so."""
        parked = [row for row in self.service.outbox("parked") if row["reason"].startswith("twice_unknown")]
        if parked:
            self.history.parked += len(parked)
            self.service.command("outbox", "retry", "--", *(row["id"] for row in parked))

    def quiet(self, seconds=60):
        """Waits until no message waits any more."""
        deadline = time.monotonic() + seconds
        self.unpark()
        while self.service.outbox("due", "leased"):
            assert time.monotonic() < deadline, f"still waiting: {self.service.outbox('due', 'leased')[:3]}"
            time.sleep(0.2)

    def settle(self, seconds=60):
        """The findings, once everything that was promised has had its time."""
        assert not self.troubles, self.troubles[:3]
        self.quiet(seconds)
        self.service.tell("audit", "verify")
        return history.compare(self.history, self.service.export(), self.vendor)


@contextlib.contextmanager
def mounted(size):
    """A small disk of its own."""
    import subprocess
    place = tempfile.mkdtemp(prefix="faults-disk-")
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=False)
        os.rmdir(place)
