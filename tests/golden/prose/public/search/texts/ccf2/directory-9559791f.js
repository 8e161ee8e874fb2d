kuaixun_shard("texts/ccf2/directory-9559791f",[[0],"6825fa50"])
