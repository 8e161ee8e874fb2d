kuaixun_shard("texts/0/directory-d33cab9791c1",[[0],"1612e0a7"])
