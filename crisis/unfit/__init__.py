"""What no reply of a model may say, as reviewed rows, and how a reply is read for it."""
