"""Every word a document needs beside those of the chat; the window passes translated ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """`language` is a BCP 47 tag, `rtl` whether it is written from right to left."""

    language: str = "en"
    rtl: bool = False
    untitled: str = "Chat"
    you: str = "You"
    assistant: str = "Answer"
    system: str = "Note"
    model: str = "Model"
    started: str = "Started"
    exported: str = "Saved"
    temperature: str = "Creativity"
    top_p: str = "Word choice"
    instructions: str = "Instructions for this chat"
    thinking: str = "Thinking"
    writing: str = "Was still being written when this was saved."
    stopped: str = "Stopped by you."
    cut_off: str = "Cut off: the end of this answer is missing."
    failed: str = "This answer failed."
