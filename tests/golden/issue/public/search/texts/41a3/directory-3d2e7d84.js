kuaixun_shard("texts/41a3/directory-3d2e7d84",[[0],"8b1b26ce"])
