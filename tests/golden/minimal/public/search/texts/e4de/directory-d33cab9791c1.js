kuaixun_shard("texts/e4de/directory-d33cab9791c1",[[0],"1612e0a7"])
