kuaixun_shard("texts/41a3/directory-3d2e7d8467f3",[[0],"8b1b26ce"])
