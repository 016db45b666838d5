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
    # Of the archive. {count} is a number, {month} a name of `months`.
    archive: str = "Chats"
    all_chats: str = "All chats"
    all_months: str = "All months"
    date: str = "Date"
    chat: str = "Chat"
    messages: str = "Messages"
    search: str = "Search all chats"
    searching: str = "Searching…"
    found: str = "Chats found: {count}"
    found_nothing: str = "Nothing was found."
    show_more: str = "Show more"
    unsearchable: str = "The search could not read its files. Is the whole folder here?"
    needs_script: str = "The search needs JavaScript. All chats can be read without it."
    month_of_year: str = "{month} {year}"
    months: tuple[str, ...] = (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
