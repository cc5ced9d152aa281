"""The restricted Pod Security profile, from its published rules, and what we ask beyond it.

https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"}
HOST = ("hostNetwork", "hostPID", "hostIPC")


def mistakes(pod):
    """Everything in a pod's spec that the profile refuses, or that we do not want, each as a sentence."""
    context = pod.get("securityContext", {})
    found = [f"{name} is on" for name in HOST if pod.get(name)]
    found += [f"the volume {volume['name']} is of a kind that is refused" for volume in pod.get("volumes", []) if not kinds(volume) <= VOLUMES]
    if pod.get("automountServiceAccountToken") is not False:
        found.append("the pod gets a token of the cluster")
    for container in [*pod.get("containers", []), *pod.get("initContainers", [])]:
        found += [f"{container['name']}: {mistake}" for mistake in of_container(container, context)]
    return found


def kinds(volume):
    return set(volume) - {"name"}


def of_container(container, pod):
    own = container.get("securityContext", {})
    capabilities = own.get("capabilities", {})

    def setting(name):
        return own.get(name, pod.get(name))

    if setting("runAsNonRoot") is not True:
        yield "runAsNonRoot is not true"
    if setting("runAsUser") == 0:
        yield "runAsUser is 0"
    if (setting("seccompProfile") or {}).get("type") not in ("RuntimeDefault", "Localhost"):
        yield "there is no seccompProfile"
    if own.get("allowPrivilegeEscalation") is not False:
        yield "allowPrivilegeEscalation is not false"
    if own.get("privileged"):
        yield "it is privileged"
    if "ALL" not in capabilities.get("drop", []):
        yield "not all capabilities are dropped"
    if set(capabilities.get("add", [])) - {"NET_BIND_SERVICE"}:
        yield "capabilities are added"
    if any("hostPort" in port for port in container.get("ports", [])):
        yield "it takes a port of the host"
    for name in ("startupProbe", "livenessProbe", "readinessProbe"):
        if "host" in container.get(name, {}).get("httpGet", {}):
            yield f"{name} asks another host"
    # Beyond the profile.
    if own.get("readOnlyRootFilesystem") is not True:
        yield "its root can be written"
    if "memory" not in container.get("resources", {}).get("limits", {}):
        yield "its memory has no limit"
