"""The offline archive: pages, and a search over them that any browser runs from the disk.

    index.html       the newest chats, the way to the others, and the search
    months/          one page a month, where there are many chats
    chats/           one page a chat; its name never changes
    parts/           style, script, what the search reads, and the manifest

Everything here is pure: bytes and what they are made of; `services/archiving.py` writes them. The
form of what the script reads is told in `parts.py`.
"""
