"""Formulas for pages that are laid out in the window: asked for, and waited for in steps."""
