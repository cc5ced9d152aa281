"""A PostgreSQL of our own, and a wire to it that can be cut."""

import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

BIN = (sorted(glob.glob("/usr/lib/postgresql/*/bin")) or [""])[-1]
# initdb refuses to run as root.
AS = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


class Postgres:
    """A server; with a `leader`, a standby of that one, which holds what it has."""

    def __init__(self, leader=None, port=None):
        assert BIN, "no PostgreSQL server is installed: apt-get install postgresql"
        self.folder, self.port = tempfile.mkdtemp(prefix="faults-pg-"), port or free_port()
        if AS:
            shutil.chown(self.folder, "postgres", "postgres")
        self.data, self.names = f"{self.folder}/data", 0
        if leader:
            way = ("-h", "127.0.0.1", "-p", str(leader.port), "-U", "postgres")
            self.run("pg_basebackup", *way, "-D", self.data, "-R", "-X", "stream", "-c", "fast")
        else:
            self.run("initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C")
        with open(f"{self.data}/postgresql.conf", "a") as file:
            file.write(
                f"port={self.port}\nlisten_addresses='127.0.0.1'\nunix_socket_directories='{self.folder}'\n"
                "max_connections=100\nshared_buffers=64MB\nlog_min_messages=warning\n"
            )
        self.start()

    def run(self, program, *words):
        return subprocess.run(
            [f"{BIN}/{program}", *words], check=True, capture_output=True, text=True, cwd=self.folder, **AS
        ).stdout

    def start(self):
        subprocess.run(
            [f"{BIN}/pg_ctl", "-D", self.data, "-l", f"{self.folder}/log", "-w", "start"], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd=self.folder, **AS,
        )

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def kill(self):
        """As if its machine were gone: all of its processes at once."""
        with open(f"{self.data}/postmaster.pid") as file:
            first = int(file.readline())
        # Whoever stands still cannot restart what was killed.
        os.kill(first, signal.SIGSTOP)
        for process in self.processes():
            if process != first:
                os.kill(process, signal.SIGKILL)
        os.kill(first, signal.SIGKILL)

    def processes(self, named=""):
        """Those of this server, or those whose title has that word."""
        found = []
        for folder in glob.glob("/proc/[0-9]*"):
            try:
                if os.readlink(f"{folder}/cwd") != self.data:
                    continue
                with open(f"{folder}/cmdline") as file:
                    if named in file.read():
                        found.append(int(os.path.basename(folder)))
            except OSError:
                continue
        return found

    def follow_at_once(self):
        """From now on it acknowledges nothing that no standby has."""
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.sql("SELECT pg_reload_conf()")
        while "sync" not in self.sql("SELECT sync_state FROM pg_stat_replication").split():
            time.sleep(0.05)

    def promote(self):
        self.run("pg_ctl", "-D", self.data, "-w", "promote")

    def sql(self, text, database="postgres"):
        return self.run(
            "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database, "-Atc", text
        ).strip()

    def session(self, database):
        """A psql that stays open, to be written to."""
        return subprocess.Popen(
            [f"{BIN}/psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database, "-At"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=self.folder, **AS,
        )

    def database(self, port=None):
        """A new database; its name and address."""
        self.names += 1
        name = f"registrar{self.names}"
        self.sql(f"CREATE DATABASE {name}")
        return name, self.address(name, port)

    def address(self, name, port=None):
        return f"postgresql://postgres@127.0.0.1:{port or self.port}/{name}?sslmode=disable"

    def close(self):
        try:
            self.stop()
        except subprocess.CalledProcessError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)


class Wire:
    """A proxy before the server. `mood`: "pass", "hole" (takes everything, says nothing), "mute commit" (passes a
    COMMIT on and cuts the line before its answer), "refuse"."""

    def __init__(self, to):
        self.to, self.mood, self.cut = to, "pass", 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            if self.mood == "refuse":
                client.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.to))
            except OSError:
                client.close()
                continue
            line = {"is muted": False, "is old": False}
            for source, target, up in ((client, server, True), (server, client, False)):
                threading.Thread(target=self.carry, args=(source, target, up, line), daemon=True).start()

    def carry(self, source, target, is_up, line):
        try:
            while data := source.recv(65536):
                if self.mood == "hole" and not line["is old"]:
                    line["is old"] = True
                if line["is old"]:
                    # A black hole stays one for whoever was on the line.
                    continue
                if is_up and self.mood == "mute commit" and b"COMMIT" in data.upper():
                    line["is muted"] = True
                    self.mood = "pass"
                    self.cut += 1
                if not is_up and line["is muted"]:
                    break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.server.close()
