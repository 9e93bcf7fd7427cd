"""Our side of the Model Context Protocol: which servers there are, and calls of their tools."""
