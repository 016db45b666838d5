"""What a chat is: values, the reply being written, errors. Standard library only."""
