"""Which model answers: the button in the header and the list it opens."""

from promptrun_desktop.ui.model_picker.picker import ModelPicker

__all__ = ["ModelPicker"]
