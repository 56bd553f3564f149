"""From chunks that a phone sends to playlists that ten thousand watch. Knows files and numbers, no table."""
