"""The part of kustomize that our overlays use, so that they are rendered where there is no kustomize.

Refuses every key it does not know: what it renders must be what `kubectl apply -k` applies.
https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
"""

import copy
import pathlib

import yaml

KNOWN = {"apiVersion", "kind", "namespace", "labels", "resources", "components", "patches", "images"}
# By what the members of a list are told apart when they are merged:
# https://kubernetes.io/docs/reference/kubernetes-api/ (patchStrategy, patchMergeKey)
MERGE_KEYS = {"containers": "name", "env": "name", "volumes": "name", "volumeMounts": "mountPath", "ports": "containerPort"}
WITHOUT_NAMESPACE = {"Namespace"}


class Unknown(Exception):
    pass


def documents(path):
    return [document for document in yaml.safe_load_all(pathlib.Path(path).read_text()) if document]


def name_of(resource):
    return resource["kind"], resource["metadata"]["name"]


def merged(old, new, key=None):
    """`new` over `old`, as a strategic merge patch: null takes away, lists of named members are merged by name."""
    if isinstance(old, dict) and isinstance(new, dict):
        result = dict(old)
        for name, value in new.items():
            if value is None:
                result.pop(name, None)
            else:
                result[name] = merged(old.get(name), value, name)
        return result
    if isinstance(new, dict):
        return merged({}, new)
    if isinstance(old, list) and isinstance(new, list) and key in MERGE_KEYS:
        by = MERGE_KEYS[key]
        fresh = {member[by]: member for member in new}
        kept = [merged(member, fresh.pop(member[by])) if member[by] in fresh else member for member in old]
        return kept + [merged({}, member) for member in fresh.values()]
    return copy.deepcopy(new)


def patched(resources, patch):
    found = [index for index, resource in enumerate(resources) if name_of(resource) == name_of(patch)]
    if len(found) != 1:
        raise Unknown(f"a patch is for {name_of(patch)}, of which there are {len(found)}")
    resources[found[0]] = merged(resources[found[0]], patch)


def containers(resource):
    return resource.get("spec", {}).get("template", {}).get("spec", {}).get("containers", []) if resource["kind"] == "Deployment" else []


def read(folder, kind):
    (file,) = documents(folder / "kustomization.yaml")
    if file["kind"] != kind:
        raise Unknown(f"{folder.name}: a {file['kind']} where a {kind} must stand")
    if set(file) - KNOWN:
        raise Unknown(f"{folder.name}: this renderer does not know {sorted(set(file) - KNOWN)}")
    return file


def patched_by(file, folder, resources):
    for patch in file.get("patches", []):
        if set(patch) != {"path"}:
            raise Unknown(f"{folder.name}: this renderer knows patches by path alone")
        for document in documents(folder / patch["path"]):
            patched(resources, document)


def rendered(folder, components=None):
    """Every resource of that folder's kustomization; `components` stand for those it names."""
    folder = pathlib.Path(folder).resolve()
    file = read(folder, "Kustomization")
    resources = []
    for entry in file.get("resources", []):
        place = folder / entry
        resources += rendered(place) if place.is_dir() else documents(place)
    for entry in file.get("components", []) if components is None else components:
        component = read(folder / entry, "Component")
        if set(component) - {"apiVersion", "kind", "patches"}:
            raise Unknown(f"{entry}: this renderer knows components of patches alone")
        patched_by(component, folder / entry, resources)
    patched_by(file, folder, resources)
    for resource in resources:
        if "namespace" in file and resource["kind"] not in WITHOUT_NAMESPACE:
            resource["metadata"]["namespace"] = file["namespace"]
        for group in file.get("labels", []):
            resource["metadata"].setdefault("labels", {}).update(group["pairs"])
        for container in containers(resource):
            for image in file.get("images", []):
                if container["image"] == image["name"]:
                    container["image"] = f"{image['newName']}:{image['newTag']}"
    names = [name_of(resource) for resource in resources]
    if len(names) != len(set(names)):
        raise Unknown(f"{folder.name}: a resource is there twice")
    return resources


def mounted_keys(resources):
    """The secret's keys that the container reads as files."""
    folder = "/run/secrets/registrar/"
    entries = [entry for resource in resources for container in containers(resource) for entry in container["env"]]
    return {entry["value"].removeprefix(folder) for entry in entries if entry.get("value", "").startswith(folder)}
