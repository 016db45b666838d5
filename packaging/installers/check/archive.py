"""Where this machine's own apt finds Debian, and how it gets there; bare systems come from it."""

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# Names under which an archive of Debian's own lists the main part of a release.
RELEASES = {"bookworm", "trixie", "forky", "sid", "stable", "oldstable", "testing", "unstable"}
# What apt was told about the way to an archive; the rest of its settings is about this machine.
_OPTION = re.compile(r"Acquire::(?:https?::|Check-|Retries)")
_PATHS = ("Acquire::https::CAInfo", "Acquire::https::Ssl")
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


class NoArchiveError(Exception):
    """This machine knows no archive of Debian."""


@dataclass(frozen=True, slots=True)
class Archive:
    """`options` are lines of an apt.conf; `certificates` is a file of those this machine trusts."""

    site: str
    options: tuple[str, ...] = ()
    certificates: Path | None = None

    def proxies(self) -> dict[str, str]:
        """The same proxies for programs that read the environment."""
        found = re.findall(r'Acquire::(https?)::Proxy "(\w+://[^"]+)"', "\n".join(self.options))
        return {f"{kind}_proxy": address for kind, address in found}


def of_this_machine() -> Archive:
    """Raises NoArchiveError."""
    form = "$(SITE)|$(RELEASE)|$(COMPONENT)"
    site = parse_site(_said("apt-get", "indextargets", "--format", form).splitlines())
    options = parse_options(_said("apt-config", "dump").splitlines())
    certificates = Path(os.environ.get("SSL_CERT_FILE") or _CERTIFICATES)
    return Archive(site, options, certificates if certificates.is_file() else None)


def parse_site(targets: Iterable[str]) -> str:
    """`targets` are lines of "site|release|component". Raises NoArchiveError."""
    for line in filter(str.strip, targets):
        site, release, component = line.strip().split("|")
        if release in RELEASES and component == "main":
            return site
    raise NoArchiveError("apt has no archive of Debian among its sources")


def parse_options(dump: Iterable[str]) -> tuple[str, ...]:
    lines = (line.strip() for line in dump)
    return tuple(
        line
        for line in lines
        if _OPTION.match(line) and not line.startswith(_PATHS) and not line.endswith('"";')
    )


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
