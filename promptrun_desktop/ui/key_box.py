"""The field a key is pasted into: dots, and an eye that shows what they hide."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconButton

# First match wins; the company is empty where several use the same beginning.
_FOREIGN = (
    ("sk-ant-", "Anthropic"),
    ("sk-or-", "OpenRouter"),
    ("sk-proj-", "OpenAI"),
    ("sk-", ""),
    ("AIza", "Google"),
    ("gsk_", "Groq"),
    ("xai-", "xAI"),
    ("hf_", "Hugging Face"),
    ("pplx-", "Perplexity"),
)


def foreign_maker(text: str) -> str | None:
    """Whose key this looks like: a name, "" for some other company, None for no sign of one."""
    key = re.sub(r"^[\s\"'`]*(bearer\s+)?[\"'`]?", "", text, flags=re.IGNORECASE)
    return next((maker for start, maker in _FOREIGN if key.startswith(start)), None)


class KeyBox(QFrame):
    """`entered` on Enter. The text leaves it only through `text()`."""

    entered = Signal()
    edited = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("surface", "field")
        self._edit = QLineEdit()
        self._edit.setObjectName("key_box")
        self._edit.setProperty("frameless", True)
        self._edit.setProperty("ring", "parent")
        self._edit.setAccessibleName(self.tr("Your key"))
        self._edit.setPlaceholderText(self.tr("Paste your key here"))
        self._edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._edit.returnPressed.connect(self.entered)
        self._edit.textChanged.connect(self.edited)
        self._eye = IconButton(look, "eye", "", "show_key")
        self._eye.clicked.connect(lambda: self._reveal(self._hidden()))
        self._reveal(False)
        self.setFocusProxy(self._edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 4, 3)
        row.setSpacing(4)
        row.addWidget(self._edit, 1)
        row.addWidget(self._eye)

    def text(self) -> str:
        return self._edit.text()

    def clear(self) -> None:
        """Also hides what is typed next."""
        self._edit.clear()
        self._reveal(False)

    def hide_key(self) -> None:
        self._reveal(False)

    def select(self) -> None:
        """Ready to be typed over."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.selectAll()

    def _hidden(self) -> bool:
        return self._edit.echoMode() == QLineEdit.EchoMode.Password

    def _reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._edit.setEchoMode(mode)
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.name(self.tr("Hide") if shown else self.tr("Show"))
