"""The one style sheet of the application, on top of Fusion and the palette.

Widgets choose by dynamic property: `kind` of a button (primary, quiet, link, danger), `tone` and
`textSize` of a label (`size` is taken: QWidget's own), `surface` of a frame. No widget has a style
sheet of its own: each one would be parsed anew, and none would follow the theme or text size.
"""

from collections.abc import Callable
from string import Template

from PySide6.QtGui import QColor

from promptrun_desktop.assets import resource
from promptrun_desktop.ui.palette import blend
from promptrun_desktop.ui.theme import Tokens

# Heights are those of the content: a control of 32 has a border of 1 above and below.
_SHEET = Template("""
QPushButton, QToolButton, QCheckBox, QRadioButton, QSlider, QComboBox { outline: none; }
QPushButton { min-height: ${h30}px; padding: 0 ${h12}px; border: 1px solid $line;
  border-radius: ${h8}px; background: $bg; color: $fg; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $press; }
QPushButton:checked { border-color: $accent; color: $accent; }
QPushButton:disabled { color: $off; background: $bg; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_press; border-color: $accent_press; }
QPushButton[kind="primary"]:disabled { background: $line; border-color: $line; color: $off; }
QPushButton[kind="danger"] { color: $err; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; color: $dim; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $fg; }
QPushButton[kind="quiet"]:pressed { background: $press; }
QPushButton[kind="quiet"]:checked { color: $accent; }
QPushButton#open_temporary:checked { background: $sel; color: $fg; }
QPushButton[kind="quiet"]:disabled { color: $off; background: transparent; }
QPushButton[kind="link"] { border-color: transparent; background: transparent; color: $accent;
  min-height: ${h22}px; padding: 0 ${h4}px; }
QPushButton[kind="link"]:hover { background: $soft; }
QPushButton[kind="link"]:disabled { color: $off; background: transparent; }
QPushButton[kind="fold"] { border: none; background: transparent; color: $dim; padding: 0; }
QPushButton[kind="fold"]:hover { color: $fg; }
QPushButton[kind="fold"]:disabled { color: $off; }
QPushButton[large="true"] { min-height: ${h34}px; }
QPushButton[align="left"] { text-align: left; }
QPushButton[kind="example"] { min-height: ${h38}px; text-align: left; font-weight: 400; }
QPushButton[kind="example"]:hover { border-color: $accent; background: $user; }
QToolButton { border: none; border-radius: ${h8}px; background: transparent; color: $dim;
  min-width: ${h32}px; min-height: ${h32}px; padding: 0; }
QToolButton[wide="true"] { padding: 0 ${h8}px; font-weight: 500; }
QToolButton:hover { background: $hover; color: $fg; }
QToolButton:pressed { background: $press; }
QToolButton:checked { color: $accent; }
QToolButton:disabled { color: $off; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { border: 1px solid $line;
  border-radius: ${h8}px; background: $bg; color: $fg; selection-background-color: $accent;
  selection-color: $on_accent; placeholder-text-color: $faint; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { min-height: ${h30}px; padding: 0 ${h10}px; }
QLineEdit[leading="true"] { padding-left: ${h4}px; }
QLineEdit[large="true"] { min-height: ${h38}px; padding: 0 ${h12}px; }
QLineEdit { lineedit-password-character: 8226; }
QPlainTextEdit { padding: ${h6}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled,
  QComboBox:disabled { color: $off; background: $panel; }
QLineEdit[frameless="true"], QLineEdit[frameless="true"]:disabled,
  QPlainTextEdit[frameless="true"] { border: none; padding: 0;
  min-height: 0; background: transparent; }
QLineEdit > QToolButton { min-width: 0; min-height: 0; border-radius: ${h6}px; }
QSpinBox, QDoubleSpinBox { padding: 0 ${h20}px 0 0; }
QAbstractSpinBox QLineEdit { margin-left: ${h8}px; padding: 0; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button,
  QDoubleSpinBox::down-button { subcontrol-origin: border; width: ${h20}px; border: none; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("$theme/chevron-up.svg");
  width: ${h12}px; height: ${h12}px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("$theme/chevron-down.svg");
  width: ${h12}px; height: ${h12}px; }
QComboBox::drop-down { border: none; width: ${h28}px; }
QComboBox::down-arrow { image: url("$theme/chevron-down.svg"); width: ${h16}px;
  height: ${h16}px; }
QComboBox QAbstractItemView { border: 1px solid $line; background: $bg; padding: ${h4}px; }
QSlider:horizontal { min-height: ${h20}px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: ${h12}px; height: ${h12}px; margin: -${knob_half}px 0;
  border-radius: ${knob_radius}px;
  border: 2px solid $accent; background: $bg; }
QSlider::handle:horizontal:hover { background: $soft; }
QSlider::handle:horizontal:disabled { border-color: $off; }
QSlider::sub-page:horizontal:disabled { background: $line; }
QSlider[unset="true"]::handle:horizontal { border-color: $faint; }
QSlider[unset="true"]::sub-page:horizontal { background: $line; }
QProgressBar { border: none; border-radius: 2px; background: $line; max-height: 4px;
  min-height: 4px; }
QProgressBar::chunk { border-radius: 2px; background: $accent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $thumb; border: none; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $faint; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QScrollArea { border: none; background: transparent; }
QListView, QTreeView { border: none; background: transparent; outline: none; }
QListView::item, QTreeView::item { min-height: ${h34}px; padding: 0 ${h8}px;
  border-radius: ${h8}px; color: $fg; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $sel; color: $fg; }
QMenu { background: $bg; border: 1px solid $line; border-radius: ${h10}px; padding: ${h6}px; }
QMenu::item { min-height: ${h28}px; padding: 0 ${h24}px 0 ${h10}px; border-radius: ${h6}px;
  color: $fg; background: transparent; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $off; }
QMenu::icon { padding-left: ${h8}px; }
QMenu::separator { height: 1px; background: $line; margin: ${h6}px ${h4}px; }
QToolTip { background: $panel; color: $fg; border: 1px solid $line; padding: ${h4}px ${h6}px; }
QDialog { background: $bg; }
QCheckBox, QRadioButton { spacing: ${h8}px; min-height: ${h24}px; }
QCheckBox::indicator, QRadioButton::indicator { width: ${h14}px; height: ${h14}px;
  border: 1px solid $faint; background: $bg; }
QCheckBox::indicator { border-radius: ${h4}px; }
QRadioButton::indicator { border-radius: ${dot_radius}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { border-color: $accent; background: $accent;
  image: url("$theme/check.svg"); }
QRadioButton::indicator:checked { width: ${dot}px; height: ${dot}px; border: ${h5}px solid $accent;
  background: $on_accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QLabel { background: transparent; }
QLabel[tone="dim"] { color: $dim; }
QLabel[tone="faint"] { color: $faint; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="err"] { color: $err; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warn"] { color: $warn; }
QLabel[textSize="small"] { font-size: ${h12}px; }
QLabel[textSize="tiny"] { font-size: ${h11}px; }
QLabel[textSize="bold"] { font-weight: 600; }
QLabel[textSize="title16"] { font-size: ${h16}px; font-weight: 600; }
QLabel[textSize="title24"] { font-size: ${h24}px; font-weight: 700; }
QLabel[chip="true"] { background: $soft; color: $accent; border-radius: ${h4}px;
  padding: ${h2}px ${h8}px; font-size: ${h11}px; font-weight: 500; }
QFrame[hairline="true"] { background: $line; border: none; }
QFrame[surface="bg"] { background: $bg; border: none; }
QFrame[surface="side"] { background: $side; border: none; }
QFrame[surface="panel"] { background: $panel; border: none; }
QFrame[surface="field"] { background: $bg; border: 1px solid $line; border-radius: ${h8}px; }
QFrame[surface="card"] { background: $bg; border: 1px solid $line; border-radius: ${h12}px; }
QFrame[surface="composer"] { background: $bg; border: 1px solid $line;
  border-radius: ${h14}px; }
QFrame[surface="warn"] { background: $warn_bg; border: none; border-radius: ${h10}px; }
QFrame[surface="soft"] { background: $soft; border: none; border-radius: ${h10}px; }
""")

_LENGTHS = (2, 4, 5, 6, 8, 10, 11, 12, 14, 16, 20, 22, 24, 28, 30, 32, 34, 38)


def style_sheet(tokens: Tokens, px: Callable[[int], int]) -> str:
    """The style sheet of the application; `px` scales a length with the text size."""
    colours = {
        name: getattr(tokens, name)
        for name in (
            *("bg", "side", "panel", "fg", "dim", "faint", "line", "accent", "on_accent"),
            *("soft", "sel", "user", "ok", "warn", "warn_bg", "err"),
        )
    }
    lengths = {f"h{each}": px(each) for each in _LENGTHS} | _circles(px)
    return _SHEET.substitute(
        colours,
        **lengths,
        hover=_veil(tokens.fg, 0.05),
        press=_veil(tokens.fg, 0.1),
        thumb=_veil(tokens.fg, 0.2),
        off=_veil(tokens.faint, 0.6),
        accent_hover=blend(tokens.accent, tokens.fg, 0.12).name(),
        accent_press=blend(tokens.accent, tokens.fg, 0.24).name(),
        theme=resource("themes", "dark" if tokens.dark else "light").as_posix(),
    )


def _circles(px: Callable[[int], int]) -> dict[str, int]:
    """Qt draws corners square when a radius is over half the side: round ones are reckoned."""
    knob, indicator = px(12), px(14) + 2
    return {
        "knob_half": knob // 2,
        "knob_radius": (knob + 4) // 2,
        "dot": max(2, indicator - 2 * px(5)),
        "dot_radius": indicator // 2,
    }


def _veil(colour: str, opacity: float) -> str:
    """A colour that lets the surface under it through: hover looks right on every surface."""
    each = QColor(colour)
    return f"rgba({each.red()}, {each.green()}, {each.blue()}, {round(opacity * 255)})"
