"""Which preferences move to another computer with the chats: never what leads to a key."""

from collections.abc import Mapping

from promptrun_desktop.settings.schema import NAMES, Settings, from_mapping, to_mapping

PORTABLE = frozenset(
    {
        "theme",
        "text_size",
        "send_key",
        "model",
        "notify",
        "panel_visible",
        "sidebar_visible",
        "folded_folders",
        "document_form",
        "documents_form",
        "document_thinking",
        "document_models",
        "document_times",
    }
)
# Whoever made the file could have what is asked sent to an address of their own, or through one;
# and an address of a proxy may hold a password. No file makes the app ask for anything. The others
# are of this computer alone.
LEFT_OUT = frozenset(
    {
        "base_url",
        "proxy",
        "kept_keys",
        "conversation",
        "document_folder",
        "seen_version",
        "check_updates",
        "update_asked",
        "update_dismissed",
        "update_seen",
    }
)


def portable(settings: Settings) -> dict[str, object]:
    """As plain values; those that are as they are for everybody are left out."""
    usual = to_mapping(Settings())
    return {
        name: value
        for name, value in to_mapping(settings).items()
        if name in PORTABLE and value != usual[name]
    }


def adopted(settings: Settings, arriving: Mapping[str, object]) -> dict[str, object]:
    """What of it is to be changed here: only what nobody has changed yet."""
    own, usual = to_mapping(settings), to_mapping(Settings())
    theirs = to_mapping(from_mapping({name: arriving[name] for name in NAMES & arriving.keys()}))
    return {
        name: theirs[name]
        for name in sorted(PORTABLE)
        if own[name] == usual[name] and theirs[name] != usual[name]
    }
