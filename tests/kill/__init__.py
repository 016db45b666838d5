"""`kill -9` while a reply streams into the real window: what is there after a reopening?"""
