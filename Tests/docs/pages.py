"""What pages say is typed: shell blocks with the substitutions declared beside them, and commands in the running text.

A block is fenced as sh. The comment on the line before it may say what stands for what in a sandbox:
    <!-- test: /etc/=etc/, ID=REG-1 -->
"""

import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FENCE = re.compile(r"(?:^<!-- test: (?P<test>.*?) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
SHELLS = {"sh", "bash", "shell", "console", "zsh"}
COMMANDS = r"(?:registrar|docker|podman|kubectl|systemctl|bin/\w+)"


def all_pages():
    """What people follow; the decisions say what was, and are no instructions."""
    return [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")] + sorted((ROOT / "docs").glob("*.md"))


@dataclasses.dataclass
class Block:
    page: str
    line: int
    text: str

    @property
    def where(self):
        return f"{self.page}:{self.line}"


def read(path):
    """The page's shell blocks, its commands in running text, and what is wrong with the page itself."""
    text, page = path.read_text(), str(path.relative_to(ROOT))
    blocks, mistakes, prose = [], [], text
    for match in FENCE.finditer(text):
        line = text[: match.start()].count("\n") + 1
        prose = prose.replace(match.group(0), "")
        body, kind = match.group("text"), match.group("kind")
        if kind == "sh":
            for old, new in substitutions(match.group("test") or ""):
                if old not in body:
                    mistakes.append(f"{page}:{line}: {old} is substituted, and the block has none")
                body = body.replace(old, new)
            blocks.append(Block(page, line, body))
        elif kind in SHELLS:
            mistakes.append(f"{page}:{line}: a shell block is fenced as sh, not {kind}")
        elif not kind and re.search(rf"^\$? ?{COMMANDS} \w", body, re.M):
            mistakes.append(f"{page}:{line}: a command in a block that is not fenced as sh is not tried")
    spans = re.findall(r"`((?:registrar|bin/)[^`\n]*)`", prose)
    return blocks, [span for span in spans if re.match(r"registrar \w|bin/\w", span)], mistakes


def substitutions(text):
    return [tuple(part.strip().split("=", 1)) for part in text.split(",") if "=" in part]


def quoted_errors(path):
    """The texts that the page on troubleshooting is searched by: what stands in the first column."""
    return re.findall(r"`([^`]+)`", "\n".join(row.split("|")[1] for row in re.findall(r"^\|.*\|$", path.read_text(), re.M)))
