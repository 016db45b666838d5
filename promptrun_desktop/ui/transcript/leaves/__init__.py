"""The pieces a conversation is drawn from, and how blocks become them."""
