kuaixun_shard("texts/0/d33cab9791c1",[[0],"1612e0a7"])
