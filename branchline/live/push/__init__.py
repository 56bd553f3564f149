"""From OBS to chunks in the spool: RTMP and SRT. Knows files, connections and numbers, no table."""
