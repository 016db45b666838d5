"""Chats go out as documents, print or back-up, and come in from files of other apps."""
