"""Makes what people double-click: `python3 dev.py package`."""
