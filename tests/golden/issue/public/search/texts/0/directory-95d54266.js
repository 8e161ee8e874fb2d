kuaixun_shard("texts/0/directory-95d54266",[[0],"e5a18465"])
