"""Binds the model picker to the catalogue and remembers the model used last."""

from PySide6.QtCore import QObject

from promptrun_desktop.domain.errors import AppError
from promptrun_desktop.domain.model_info import picked
from promptrun_desktop.services.catalogue import Catalogue
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.model_picker import ModelPicker
from promptrun_desktop.ui.model_picker.naming import pick_title
from promptrun_desktop.ui.wording import Wording


class ModelBinder(QObject):
    def __init__(
        self, catalogue: Catalogue, settings: SettingsFile, picker: ModelPicker, wording: Wording
    ) -> None:
        super().__init__(picker)
        self._catalogue = catalogue
        self._picker = picker
        self._wording = wording
        for undo in (
            catalogue.changed.connect(self._show),
            catalogue.busy.connect(picker.set_busy),
            catalogue.failed.connect(self._tell),
        ):
            picker.destroyed.connect(undo)
        picker.opened.connect(catalogue.refresh_if_stale)
        picker.refresh_requested.connect(catalogue.refresh)
        picker.picked.connect(lambda model_id: settings.change(model=model_id))
        self._show()

    def name_of(self, model_id: str) -> str:
        """What people chose: the name of a recommendation, else the model's own; "" if unknown."""
        for key, model in picked(self._catalogue.models).items():
            if model.id == model_id:
                return pick_title(key)
        return self._catalogue.name_of(model_id)

    def _show(self) -> None:
        self._picker.set_problem("")
        self._picker.set_models(self._catalogue.models, self._catalogue.fetched_at)

    def _tell(self, error: AppError) -> None:
        self._picker.set_problem(self._wording.sentence(error.kind))
