"""Messages that are sent once, whichever process of the bot sends them."""
