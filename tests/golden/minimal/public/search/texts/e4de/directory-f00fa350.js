kuaixun_shard("texts/e4de/directory-f00fa350",[[0],"089ff23e"])
