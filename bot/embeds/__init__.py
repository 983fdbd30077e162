"""What the bot shows: embeds made of answers, and text made safe for them."""
