kuaixun_shard("texts/e4de/directory-9302047b",[[0],"d33cab97"])
