"""What a build without updates loads of them: nothing."""

import subprocess
import sys

OURS = ("api.updates", "api.update_file", "services.updates", "ui.updates_binder")
LISTED = """
import sys
from PySide6.QtWidgets import QApplication
from promptrun_desktop import release
release.release = lambda: release.Release({built})
import promptrun_desktop.app.desktop
from promptrun_desktop.app.start import put_together
from promptrun_desktop.app.about_app import AboutApp
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.settings.paths import Profile

class Preferences:
    def __getattr__(self, name):
        return self
    def connect(self, *_):
        pass

application = QApplication([])
parts = put_together(application, Profile.at(sys.argv[1]))
few = (parts.window, parts.look, parts.settings, parts.profile)
AboutApp(*few, None, Preferences(), Tasks(print), print).start()
print(*sorted(sys.modules), sep="\\n")
"""


def loaded(folder: object, built: str) -> set[str]:
    """The modules of this program after a start, and of the library that checks signatures."""
    command = [sys.executable, "-c", LISTED.replace("{built}", built), str(folder)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {each.removeprefix("promptrun_desktop.") for each in output.split()}


def test_a_build_that_names_nobody_loads_nothing_of_it(tmp_path):
    modules = loaded(tmp_path, "")
    assert "app.about_app" in modules
    assert not modules & {*OURS, "cryptography", "ui.preferences.versions"}


def test_one_that_does_loads_no_network_before_it_is_switched_on(tmp_path):
    modules = loaded(tmp_path, f"'deb', 'https://updates.example/desktop', '{'A' * 43}='")
    assert {"services.updates", "ui.updates_binder"} <= modules
    assert not modules & {"api.updates", "api.update_file", "httpx", "cryptography"}
