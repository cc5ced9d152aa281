#!/usr/bin/env python3
"""Stands for docker, kubectl, systemctl, registrar and the scripts of bin/ in a sandbox: does what it can with the built binary, and refuses what
the real one would not take. Knows the sandbox by SANDBOX, the checkout by CHECKOUT.
"""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import yaml

SANDBOX, ROOT, BINARY = (pathlib.Path(os.environ[name]) for name in ("SANDBOX", "CHECKOUT", "REGISTRAR_BINARY"))
SERVICE = SANDBOX / "service.json"
STARTED = SANDBOX / "started"
sys.path.insert(0, str(ROOT / "Tests" / "manifests"))


def refuse(words):
    sys.exit(f"stand-in: {words}")


def environment(file):
    pairs = [line.split("=", 1) for line in file.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return {name: value for name, value in pairs if value}


def of_image():
    return dict(re.findall(r"\b(REGISTRAR_[A-Z_]+)=(\S+)", (ROOT / "Dockerfile").read_text()))


class Container:
    """What compose would give a service: settings of image and file, folders of the host in the place of those inside."""

    def __init__(self, volumes, env_file):
        self.folders = [(inside, str(SANDBOX / "checkout" / outside)) for outside, inside in volumes]
        settings = of_image() | (environment(env_file) if env_file.exists() else {})
        self.settings = {name: self.outside(value) for name, value in settings.items()}
        self.settings["REGISTRAR_METRICS_BIND"] = ""
        for inside, outside in self.folders:
            if inside == "/data":
                pathlib.Path(outside).mkdir(parents=True, exist_ok=True)
            elif not pathlib.Path(outside).exists():
                refuse(f"{outside} is mounted and is not there")

    def outside(self, text):
        for inside, outside in self.folders:
            text = re.sub(rf"(^|:){re.escape(inside)}(?=/|$)", rf"\g<1>{outside}", text)
        return text

    def env(self, port):
        return {**os.environ, **self.settings, "REGISTRAR_BIND": f"127.0.0.1:{port}"}


def start(env):
    """In the background, until it is ready; one that runs is replaced."""
    if SERVICE.exists():
        stop()
    log = open(SANDBOX / "service.log", "ab")
    port = int(env["REGISTRAR_BIND"].rsplit(":", 1)[1])
    process = subprocess.Popen([BINARY, "serve"], env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    if not STARTED.exists():
        STARTED.write_text(str(time.time()))
    SERVICE.write_text(json.dumps({"pid": process.pid, "port": port, "env": env}))
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            refuse(f"it ended: {(SANDBOX / 'service.log').read_text()[-400:]}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    refuse("it is not ready after 30 s")


def stop():
    known = json.loads(SERVICE.read_text())
    try:
        os.kill(known["pid"], 15)
        deadline = time.monotonic() + 30
        while pathlib.Path(f"/proc/{known['pid']}/stat").exists() and time.monotonic() < deadline:
            if pathlib.Path(f"/proc/{known['pid']}/stat").read_text().split(")")[-1].split()[0] == "Z":
                break
            time.sleep(0.02)
    except ProcessLookupError:
        pass
    SERVICE.unlink()


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def inside(words, container=None):
    """`exec`: registrar with the settings of the running one."""
    if not SERVICE.exists():
        refuse("nothing runs")
    if words[:1] != ["registrar"]:
        refuse(f"{words[:1]} is not in the image")
    env = json.loads(SERVICE.read_text())["env"]
    words = [container.outside(word) for word in words] if container else words
    sys.exit(subprocess.run([BINARY, *words[1:]], env=env).returncode)


def options(words, with_value, without):
    """Takes the options off the front; the rest."""
    seen = {}
    while words and words[0].startswith("-"):
        name, _, value = words.pop(0).partition("=")
        if name in without:
            seen[name] = True
        elif name in with_value:
            seen.setdefault(name, []).append(value or words.pop(0))
        else:
            refuse(f"{name} is not an option that is known here")
    return seen, words


def docker(words):
    if words[0] == "compose":
        return compose(words[1:])
    if words[0] == "run":
        seen, rest = options(
            words[1:], {"--name", "--cap-drop", "--security-opt", "--tmpfs", "--stop-timeout", "-p", "-v", "--env-file"},
            {"-d", "--read-only"},
        )
        if len(rest) != 1 or ":" not in rest[0]:
            refuse("docker run wants an image with a tag")
        volumes = [("volumes/" + name, place) for name, place in (value.split(":") for value in seen["-v"])]
        volumes.append(("policy.yaml", "/etc/registrar/policy.yaml"))
        start(Container(volumes, SANDBOX / "checkout" / seen["--env-file"][0]).env(free_port()))
    elif words[0] == "exec":
        inside(words[2:])
    else:
        refuse(f"docker {words[0]} is not known here")


def mounted(service):
    """Its volumes: where they are in the sandbox, and inside."""
    volumes = [value.removeprefix("./").split(":")[:2] for value in service.get("volumes", [])]
    return [("volumes/" + out if "./" + out not in str(service["volumes"]) else out, place) for out, place in volumes]


def copy_out(services, source, target):
    """A file of a service to this folder: it must stand in a volume, since the container's own root is read-only."""
    name, _, path = source.partition(":")
    place = pathlib.Path(Container(mounted(services[name]), SANDBOX / "none").outside(path))
    if SANDBOX not in place.parents or not place.exists():
        refuse(f"{path} of {name} is in no volume, or not there")
    (SANDBOX / "checkout" / target).write_bytes(place.read_bytes())


def compose(words):
    file = yaml.safe_load((SANDBOX / "checkout" / "compose.yaml").read_text())
    seen, words = options(words, {"--profile"}, set())
    verb = words.pop(0)
    if verb == "cp":
        return copy_out(file["services"], *words)
    flags, words = options(words, set(), {"-d", "--no-deps", "--force-recreate"})
    if not words or words[0] not in file["services"]:
        refuse(f"compose.yaml has no service {words[:1]}")
    service = file["services"][words[0]]
    if not set(service.get("profiles", [])) <= set(seen.get("--profile", [])):
        refuse(f"{words[0]} is of a profile that is not named")
    volumes = mounted(service)
    if verb == "up" and words[0] == "registrar":
        env_file = SANDBOX / "checkout" / service["env_file"][0]["path"]
        start(Container(volumes, env_file).env(free_port()))
    elif verb == "up":
        for outside, _ in volumes:
            if not outside.startswith("volumes/") and not (SANDBOX / "checkout" / outside).exists():
                refuse(f"{words[0]} mounts {outside}, which is not there")
    elif verb == "exec" and words[0] == "registrar":
        inside(words[1:], Container(volumes, SANDBOX / "none"))
    elif verb == "exec" and words == ["proxy", "nginx", "-s", "reload"]:
        pass
    elif verb == "logs":
        print((SANDBOX / "service.log").read_text())
    else:
        refuse(f"docker compose {verb} {words} is not known here")


def kubectl(words):
    import kustomize
    seen, words = options(words, {"-n"}, set())
    place = ROOT / "manifests" / "kubernetes"
    secret = SANDBOX / "secret.json"
    if words[:2] == ["create", "namespace"] or words[:2] == ["apply", "-k"]:
        resources = kustomize.rendered(SANDBOX / "checkout" / words[2]) if words[0] == "apply" else []
        if words[0] == "create" and words[2] != "registrar":
            refuse(f"the manifests are of the namespace registrar, not {words[2]}")
        mounted = kustomize.mounted_keys(resources)
        if mounted - set(json.loads(secret.read_text()) if secret.exists() else []):
            refuse(f"the deployment mounts {sorted(mounted)}, the secret has {secret.read_text() if secret.exists() else 'nothing'}")
        print(f"{len(resources)} resources")
        return
    if seen.get("-n") != ["registrar"]:
        refuse("the namespace is not named")
    if words[:4] == ["create", "secret", "generic", "registrar"]:
        given, rest = options(words[4:], {"--from-file", "--from-literal"}, set())
        literals = dict(value.split("=", 1) for value in given.get("--from-literal", []))
        files = [value.split("=")[0] for value in given.get("--from-file", [])]
        (example,) = kustomize.documents(place / "base" / "secret.example.yaml")
        known = set(example["stringData"])
        keys = set(literals) | set(files)
        if rest or keys - known or any(not (SANDBOX / "checkout" / name).stat().st_size for name in files):
            refuse(f"the secret has {sorted(keys)}, and the deployments know {sorted(known)}")
        secret.write_text(json.dumps(sorted(keys)))
    elif words[:3] == ["exec", "deployment/registrar", "--"]:
        sys.exit(subprocess.run([BINARY, *words[4:]]).returncode)
    elif words[:2] != ["rollout", "restart"]:
        refuse(f"kubectl {words} is not known here")


def systemctl(words):
    unit = SANDBOX / "checkout" / "etc" / "systemd" / "system" / "registrar.service"
    if words == ["daemon-reload"]:
        return
    if words != ["enable", "--now", "registrar"] or not unit.exists():
        refuse(f"systemctl {words}, and the unit is {'there' if unit.exists() else 'not there'}")
    program = re.search(r"^ExecStart=/(\S+)", unit.read_text(), re.M).group(1)
    settings = environment(SANDBOX / "checkout" / re.search(r"^EnvironmentFile=-?/(\S+)", unit.read_text(), re.M).group(1))
    if not os.access(SANDBOX / "checkout" / program, os.X_OK):
        refuse(f"/{program} is not there")
    if not (SANDBOX / "checkout" / settings["REGISTRAR_POLICY"].lstrip("/")).exists():
        refuse("the policy is not where the settings say")


def registrar(words):
    if words[:1] == ["serve"]:
        return start({**os.environ, "REGISTRAR_BIND": f"127.0.0.1:{free_port()}"})
    sys.exit(subprocess.run([BINARY, *words]).returncode)


def script(name, words):
    """A script of bin/, which other checks run: it must be there, be executable and be whole."""
    path = ROOT / "bin" / name
    if not os.access(path, os.X_OK):
        refuse(f"there is no script bin/{name}")
    subprocess.run(["bash", "-n", path], check=True)
    for word in words:
        if word.startswith("--") and word not in path.read_text():
            refuse(f"bin/{name} does not know {word}")


if __name__ == "__main__":
    called = pathlib.Path(sys.argv[0])
    tools = {"docker": docker, "kubectl": kubectl, "systemctl": systemctl, "registrar": registrar}
    if called.parent.name == "tools":
        tools[called.name](sys.argv[1:])
    else:
        script(called.name, sys.argv[1:])
