kuaixun_shard("texts/0/directory-85034960",[[0],"e248140e"])
