"""What is said before the computer itself asks for a password, so that nobody is startled."""

import sys

from promptrun_desktop.ui.translation import QT_TRANSLATE_NOOP, translate

# By the names of systems in Python; every other has the words of the empty one.
WAITING = {
    "": QT_TRANSLATE_NOOP(
        "Keyring",
        "Waiting for your password store… Your computer may now ask for your password, "
        "to open the store that guards your key.",
    ),
    "darwin": QT_TRANSLATE_NOOP(
        "Keyring",
        "Waiting for your keychain… Your Mac may now ask for your password, "
        "so that this app can use the key it guards.",
    ),
    "win32": QT_TRANSLATE_NOOP(
        "Keyring",
        "Waiting for your password store… Windows may now ask for your password, "
        "to open the store that guards your key.",
    ),
}


def waiting(system: str = sys.platform) -> str:
    return translate("Keyring", WAITING.get(system, WAITING[""]))
