"""Language models behind one seam; one file for each provider."""
