"""What the views' answers look like on a terminal; without colour and uncut where they are piped."""
