"""Installs what was made on bare systems, tries it there, and removes it again."""
