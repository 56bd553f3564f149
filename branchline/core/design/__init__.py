"""What the pages are drawn with: dates in words, drawn covers, icons, maps and charts. Pure functions."""
