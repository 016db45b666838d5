"""The window's icon is there in the sizes that are asked for."""

from PySide6.QtWidgets import QApplication

from promptrun_desktop.ui import window_icon


def test_each_size_is_drawn_as_that_size(qapp: QApplication) -> None:
    icon = window_icon.window_icon()
    assert [each.width() for each in icon.availableSizes()] == list(window_icon.SIZES)
    for side in window_icon.SIZES:
        image = icon.pixmap(side, side).toImage()
        assert image.width() == side
        assert image.pixelColor(side // 2, side // 8).blue() > 150


def test_small_sizes_have_a_drawing_of_their_own(qapp: QApplication) -> None:
    # The large one keeps a rim around its tile, the small one has no pixel to spare.
    icon = window_icon.window_icon()
    edges = {
        side: icon.pixmap(side, side).toImage().pixelColor(side // 2, 0).alpha()
        for side in (24, 64)
    }
    assert edges == {24: 255, 64: 0}
