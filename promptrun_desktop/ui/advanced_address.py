"""The address of the service, behind a button: few people ever need another one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from promptrun_desktop.domain.endpoint import PROMPTRUN
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import button, plain_label, wear_icon


class AdvancedAddress(QWidget):
    """Empty means Promptrun's."""

    entered = Signal()
    edited = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._toggle = button(self.tr("Advanced"), "advanced", "fold")
        self._toggle.setCheckable(True)
        self._toggle.setToolTip(self.tr("Use another address"))
        self._chevron = wear_icon(self._toggle, look, "chevron-right", "dim")
        self._toggle.toggled.connect(self._unfold)
        self._label = plain_label(self.tr("Address of the service"), "dim", "small")
        self._edit = QLineEdit()
        self._edit.setObjectName("address")
        self._edit.setAccessibleName(self._label.text())
        self._edit.setPlaceholderText(PROMPTRUN.base_url)
        self._edit.returnPressed.connect(self.entered)
        self._edit.textChanged.connect(self.edited)
        self._label.setBuddy(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._label)
        column.addWidget(self._edit)
        self._unfold(False)

    def text(self) -> str:
        return self._edit.text().strip()

    def set_text(self, address: str) -> None:
        """An address of one's own is shown, not hidden."""
        self._edit.setText(address)
        self._toggle.setChecked(bool(address))

    def _unfold(self, open_: bool) -> None:
        self._label.setVisible(open_)
        self._edit.setVisible(open_)
        self._chevron.set_icon("chevron-down" if open_ else "chevron-right", "dim")
