"""Checks what an admin deploys: Dockerfile, compose file, Kubernetes, systemd, bill of materials. Exits 1 on any failure."""

import copy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import filtered
import kubernetes_validate
import kustomize
import restricted
import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOOLS = pathlib.Path(sys.executable).parent
KUBERNETES = ROOT / "manifests" / "kubernetes"
UNIT = ROOT / "manifests" / "systemd" / "registrar.service"
# Versions of Kubernetes that are looked after, the oldest and the newest.
VERSIONS = ("1.34", "1.37")
MOST_EXPOSED = 2.0
# What turns each chat on.
CHATS = {
    "slack": {"REGISTRAR_SLACK_SIGNING_SECRET", "REGISTRAR_SLACK_BOT_TOKEN", "REGISTRAR_SLACK_TEAM_ID"},
    "teams": {"REGISTRAR_TEAMS_APP_ID", "REGISTRAR_TEAMS_APP_SECRET", "REGISTRAR_TEAMS_TENANT_ID"},
}
# What compose itself replaces.
OF_COMPOSE = {"REGISTRAR_IMAGE", "REGISTRAR_PORT"}


def run(*words, **how):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120, **how)


def left_out(ignore):
    """What the sources link to outside themselves and an image would be built without."""
    let_in = [line[1:] for line in ignore.splitlines() if line.startswith("!")]
    links = [path.resolve().relative_to(ROOT).as_posix() for path in (ROOT / "Sources").rglob("*") if path.is_symlink()]
    return [f"the image's build lacks {link}" for link in links if not any(link == name or link.startswith(name + "/") for name in let_in)]


def dockerfile():
    text = (ROOT / "Dockerfile").read_text()
    done = run(TOOLS / "hadolint", ROOT / "Dockerfile")
    found = [done.stdout.strip()] if done.returncode else []
    names = {match.group(1) for match in re.finditer(r"^FROM \S+ AS (\S+)", text, re.M)}
    bases = [base for base in re.findall(r"^FROM (\S+)", text, re.M) if base not in names]
    found += [f"{base} is not pinned by a tag" for base in bases if ":" not in base or base.endswith(":latest")]
    ignore = (ROOT / ".dockerignore").read_text()
    found += left_out(ignore)
    found += [] if left_out(ignore.replace("!manifests/teams\n", "")) else ["what an image's build lacks is not noticed"]
    with tempfile.NamedTemporaryFile("w", suffix=".Dockerfile") as bad:
        bad.write("FROM debian\nRUN cd /tmp && apt-get install curl\n")
        bad.flush()
        found += [] if run(TOOLS / "hadolint", bad.name).returncode else ["hadolint let a bad Dockerfile pass"]
    return found


def schema_of_compose(text):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(text)
        file.flush()
        done = run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", file.name)
    return [] if done.returncode == 0 else [done.stdout.strip() or done.stderr.strip()]


def compose():
    text = (ROOT / "compose.yaml").read_text()
    found = schema_of_compose(text)
    services = yaml.safe_load(text)["services"]
    if not schema_of_compose(text.replace("stop_grace_period", "stop_grace_perod")):
        found.append("a misspelt key of the compose file is not noticed")
    alone = [name for name, service in services.items() if "profiles" not in service]
    if alone != ["registrar"]:
        found.append(f"without a profile {alone} start, and registrar alone should")
    for name, service in services.items():
        if name != "postgres" and not (service.get("read_only") and service.get("cap_drop") == ["ALL"]):
            found.append(f"{name} has a root that can be written, or capabilities")
        if "no-new-privileges:true" not in service.get("security_opt", []):
            found.append(f"{name} may get new privileges")
        found += [f"{name} is open to other machines: {port}" for port in service.get("ports", []) if not port.startswith("127.0.0.1:")]
        if not re.search(r":[\w.${}-]+$", service["image"]) or service["image"].endswith(":latest"):
            found.append(f"{name}: {service['image']} has no tag")
    # The grace covers the drain, which is over within thirty seconds.
    found += [f"{name} is killed early" for name in ("registrar", "replica-1", "replica-2") if int(services[name]["stop_grace_period"][:-1]) < 35]
    return found


def against_schema(resource):
    found = []
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(resource, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            found.append(f"{version}: {' '.join(kustomize.name_of(resource))}: {error.message}")
    return found


def pod_of(resources):
    (deployment,) = [resource for resource in resources if resource["kind"] == "Deployment"]
    return deployment, deployment["spec"]["template"]["spec"]


def overlay(name, chats):
    resources = kustomize.rendered(KUBERNETES / "overlays" / name, [f"../../components/{chat}" for chat in chats])
    found = [mistake for resource in resources for mistake in against_schema(resource)]
    deployment, pod = pod_of(resources)
    found += restricted.mistakes(pod)
    kinds = {resource["kind"] for resource in resources}
    strategy = deployment["spec"]["strategy"]["type"]
    volumes = {volume["name"]: restricted.kinds(volume) for volume in pod["volumes"]}
    env = {entry["name"] for entry in pod["containers"][0]["env"]}
    if name == "sqlite":
        right = deployment["spec"].get("replicas") == 1 and strategy == "Recreate" and volumes["data"] == {"persistentVolumeClaim"}
        found += [] if right else ["SQLite has one replica, Recreate and a claim"]
        found += [f"SQLite has no use for {kind}" for kind in kinds & {"PodDisruptionBudget", "HorizontalPodAutoscaler"}]
    else:
        (scaler,) = [resource for resource in resources if resource["kind"] == "HorizontalPodAutoscaler"]
        right = strategy == "RollingUpdate" and "PodDisruptionBudget" in kinds and scaler["spec"]["minReplicas"] >= 2
        found += [] if right else ["PostgreSQL has two replicas or more, a rolling update and a budget"]
        found += [] if "REGISTRAR_DATABASE_FILE" in env else ["the database's address is not read from the secret"]
    found += consistent(resources, pod) + half_set(resources, env, chats)
    return [f"{name} with {' and '.join(chats) or 'no chat'}: {mistake}" for mistake in found]


def half_set(resources, env, chats):
    """A chat is set whole or not at all: half of one ends the service at its start."""
    (settings,) = [resource for resource in resources if kustomize.name_of(resource) == ("ConfigMap", "registrar")]
    given = {name.removesuffix("_FILE") for name in env} | set(settings["data"])
    found = []
    for chat, names in CHATS.items():
        wanted = names if chat in chats else set()
        mine = {name for name in given if name.startswith(f"REGISTRAR_{chat.upper()}_")}
        found += [] if mine == wanted else [f"{chat} has {sorted(mine)} and not {sorted(wanted)}"]
    return found


def consistent(resources, pod):
    """What refers to something else finds it."""
    label = {"app.kubernetes.io/name": "registrar"}
    container = pod["containers"][0]
    ports = {port["name"] for port in container["ports"]}
    found = []
    for resource in resources:
        kind, name = kustomize.name_of(resource)
        spec = resource.get("spec", {})
        selector = {"Service": spec.get("selector"), "NetworkPolicy": spec.get("podSelector", {}).get("matchLabels")}.get(kind, label)
        found += [] if selector == label else [f"{kind} {name} selects other pods"]
        if kind == "Service":
            found += [f"{name} leads to no port" for port in spec["ports"] if port["targetPort"] not in ports]
        if kind == "Ingress":
            paths = [path["path"] for rule in spec["rules"] for path in rule["http"]["paths"]]
            found += [] if paths == ["/slack/", "/teams/", "/r/"] else [f"{name} lets {paths} in"]
    names = {kustomize.name_of(resource)[1] for resource in resources if resource["kind"] == "ConfigMap"}
    wanted = {volume["configMap"]["name"] for volume in pod["volumes"] if "configMap" in volume}
    wanted |= {source["configMapRef"]["name"] for source in container["envFrom"]}
    found += [f"there is no ConfigMap {name}" for name in wanted - names]
    (secret,) = kustomize.documents(KUBERNETES / "base" / "secret.example.yaml")
    found += [f"the example secret has no {key}" for key in kustomize.mounted_keys(resources) - set(secret["stringData"])]
    return found + against_schema(secret)


def kubernetes():
    combinations = ((), ("slack",), ("teams",), ("slack", "teams"))
    found = [mistake for name in ("sqlite", "postgres") for chats in combinations for mistake in overlay(name, chats)]
    for name in ("sqlite", "postgres"):
        as_it_is, with_slack = (kustomize.rendered(KUBERNETES / "overlays" / name, how) for how in (None, ["../../components/slack"]))
        found += [] if as_it_is == with_slack else [f"{name}: as it is, it is not the one with Slack"]
    # The checks themselves are seen to fail.
    _, pod = pod_of(kustomize.rendered(KUBERNETES / "overlays" / "sqlite"))
    for what, path, value in (
        ("root", ["securityContext", "runAsNonRoot"], False), ("no seccomp", ["securityContext", "seccompProfile"], {}),
        ("a host's folder", ["volumes", 0], {"name": "policy", "hostPath": {"path": "/"}}),
        ("escalation", ["containers", 0, "securityContext", "allowPrivilegeEscalation"], True),
        ("capabilities", ["containers", 0, "securityContext", "capabilities"], {"drop": ["NET_RAW"]}),
        ("a capability", ["containers", 0, "securityContext", "capabilities", "add"], ["SYS_ADMIN"]),
        ("a writable root", ["containers", 0, "securityContext", "readOnlyRootFilesystem"], False),
        ("the host's network", ["hostNetwork"], True), ("user 0", ["containers", 0, "securityContext", "runAsUser"], 0),
        ("a host's port", ["containers", 0, "ports", 0, "hostPort"], 80),
        ("a probe elsewhere", ["containers", 0, "livenessProbe", "httpGet", "host"], "elsewhere.example"),
    ):
        bad = copy.deepcopy(pod)
        at = bad
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        found += [] if restricted.mistakes(bad) else [f"not noticed: {what}"]
    deployment, _ = pod_of(kustomize.rendered(KUBERNETES / "overlays" / "sqlite"))
    deployment["spec"]["replcas"] = 1
    found += [] if against_schema(deployment) else ["not noticed: a misspelt key of a Deployment"]
    return found


def exposure(path):
    text = run("systemd-analyze", "security", "--offline=true", "--no-pager", path).stdout
    return float(re.search(r"Overall exposure level for \S+: ([0-9.]+)", text).group(1))


def systemd():
    if not shutil.which("systemd-analyze"):
        return ["systemd-analyze is missing: apt-get install systemd"]
    found = []
    level = exposure(UNIT)
    if level > MOST_EXPOSED:
        found.append(f"the unit's exposure is {level} and may be {MOST_EXPOSED}")
    with tempfile.TemporaryDirectory() as folder:
        soft = pathlib.Path(folder, "registrar.service")
        soft.write_text(re.sub(r"^(Protect|Restrict|Private|System|Capab|NoNew).*\n", "", UNIT.read_text(), flags=re.M))
        if exposure(soft) <= MOST_EXPOSED:
            found.append("a unit that is not hardened is not noticed")
        # The executable is not where the unit says on this machine.
        tried = pathlib.Path(folder, "tried", "registrar.service")
        tried.parent.mkdir()
        tried.write_text(UNIT.read_text().replace("/usr/local/bin/registrar", "/bin/true"))
        done = run("systemd-analyze", "verify", "--man=no", tried)
        found += [line for line in done.stderr.splitlines() if "registrar.service" in line]
        found += under_its_filter(folder)
    return found


def under_its_filter(folder):
    """The independent client against the built binary with the system calls that the unit leaves it."""
    calls, program = pathlib.Path(folder, "calls"), pathlib.Path(folder, "registrar")
    calls.write_text("\n".join(sorted(filtered.allowed(UNIT.read_text()))))
    within = f'exec "{sys.executable}" "{HERE / "filtered.py"}" "{calls}"'
    program.write_text(f'#!/bin/sh\n{within} "{ROOT / ".build/debug/registrar"}" "$@"\n')
    program.chmod(0o755)
    done = run(sys.executable, ROOT / "Tests/contract/run.py", env={**os.environ, "REGISTRAR_BINARY": str(program)})
    found = [] if done.returncode == 0 else [f"under the unit's filter: {(done.stdout + done.stderr)[-400:]}"]
    if "not permitted" not in run("sh", "-c", f"{within} /usr/bin/nice -n 5 true").stderr:
        found.append("the filter lets through what the unit forbids")
    return found


def materials():
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    resolved = ROOT / "Package.resolved"
    done = run("sh", ROOT / "manifests/image/sbom.sh", "1.0", resolved, ROOT / "Data/versions.tsv")
    if done.returncode:
        return [done.stderr.strip()]
    trouble = JsonStrictValidator(SchemaVersion.V1_5).validate_str(done.stdout)
    if trouble:
        return [f"the bill of materials is not CycloneDX 1.5: {str(trouble)[:300]}"]
    purls = [part["purl"] for part in json.loads(done.stdout)["components"]]
    pins = json.loads(resolved.read_text())["pins"]
    found = [f"the bill has no {kind}" for kind in ("deb", "swift", "pypi") if not any(purl.startswith(f"pkg:{kind}/") for purl in purls)]
    found += [f"the bill names {sum(purl.startswith('pkg:swift/') for purl in purls)} Swift packages of {len(pins)}"] * (
        sum(purl.startswith("pkg:swift/") for purl in purls) != len(pins)
    )
    return found


def unknown_settings(text):
    """Names of settings that docs/configuration.md, which is held to the program's own list, does not have."""
    known = set(re.findall(r"^\| `(REGISTRAR_[A-Z_]+)`", (ROOT / "docs/configuration.md").read_text(), re.M)) | OF_COMPOSE
    return {name for name in re.findall(r"REGISTRAR_[A-Z_]+", text) if not {name, name.removesuffix("_FILE")} & known}


def settings():
    files = [ROOT / "Dockerfile", ROOT / "compose.yaml", *(path for path in (ROOT / "manifests").rglob("*") if path.is_file() and path.suffix != ".png")]
    found = [f"{path.relative_to(ROOT)}: {name} is no setting" for path in files for name in sorted(unknown_settings(path.read_text()))]
    return found + ([] if unknown_settings("REGISTRAR_COLOUR=red") else ["not noticed: an unknown setting"])


def main():
    failures, checks = [], (dockerfile, compose, kubernetes, systemd, materials, settings)
    for check in checks:
        failures += [f"{check.__name__}: {mistake}" for mistake in check()]
    for failure in failures:
        print(f"deploy: {failure}", file=sys.stderr)
    print(f"deploy: {len(checks)} kinds of checks, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
