"""Text into structure: Markdown blocks, code highlighting, the door for foreign text. No Qt."""
