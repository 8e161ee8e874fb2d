kuaixun_shard("texts/0/directory-5b1ff1ac",[[0],"1612e0a7"])
