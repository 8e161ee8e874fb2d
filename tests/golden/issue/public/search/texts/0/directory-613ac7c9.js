kuaixun_shard("texts/0/directory-613ac7c9",[[0],"5d0d7877"])
