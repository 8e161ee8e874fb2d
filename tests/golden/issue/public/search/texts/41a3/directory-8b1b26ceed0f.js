kuaixun_shard("texts/41a3/directory-8b1b26ceed0f",[[0],"5d0d7877"])
