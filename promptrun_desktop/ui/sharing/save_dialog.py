"""Save as document: which chats, in which form, with what in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from promptrun_desktop.services.documents import Options
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing.choices import Choices
from promptrun_desktop.ui.sharing.document_dialog import DocumentDialog
from promptrun_desktop.ui.sharing.forms import forms_of, good_for, name_of
from promptrun_desktop.ui.sharing.scope import Scope, Wish
from promptrun_desktop.ui.translation import translate
from promptrun_desktop.ui.widgets import button, plain_label


class SaveDialog(DocumentDialog):
    """`forms` is what was chosen last, for many chats (True) and for one."""

    print_wanted = Signal(object)

    def __init__(
        self,
        look: Look,
        scopes: Sequence[Scope],
        scope: Scope,
        forms: Mapping[bool, str],
        options: Options,
        preview: QWidget,
        window: QWidget,
    ) -> None:
        title = translate("SaveDialog", "Save as document")
        go = translate("SaveDialog", "Save…")
        wish = Wish(scope, forms[scope.is_many], options)
        super().__init__(look, title, go, wish, scopes, preview, window)
        self.setObjectName("save_dialog")
        self._forms = dict(forms)
        self._form = Choices(self.tr("As"), "document_form")
        self._form.chosen.connect(self._choose_form)
        self._good_for = plain_label("", "dim", "small")
        self._good_for.setObjectName("document_good_for")
        self.column.setSpacing(4)
        self.column.addWidget(self._form)
        self.column.addWidget(self._good_for)
        self._print = button(self.tr("Print…"), "document_print", "quiet")
        self._print.clicked.connect(lambda: self.print_wanted.emit(self.wish))
        self.foot.insertWidget(0, self._print)
        # Where there is none, a key does as well.
        self._has_room = self.minimumSizeHint().width() <= window.width() - 32
        self.wish = self.fit(wish)
        self._form.focus()

    def fit(self, wish: Wish) -> Wish:
        """What was chosen before stays chosen where it can be."""
        offered = forms_of(wish.scope.kind)
        if offered != self._form.values:
            self._form.offer([(each, name_of(each)) for each in offered])
        form = self._forms[wish.scope.is_many]
        form = form if form in offered else offered[0]
        self._form.set_value(form)
        self._good_for.setText(good_for(form))
        # Several are printed one after the other, each from its own place.
        self._print.setVisible(not wish.scope.is_many and self._has_room)
        return replace(wish, form=form)

    def _choose_form(self, form: str) -> None:
        self._forms[self.wish.scope.is_many] = form
        self.choose(self.wish)
