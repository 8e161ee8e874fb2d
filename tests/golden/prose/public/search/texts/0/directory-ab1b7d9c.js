kuaixun_shard("texts/0/directory-ab1b7d9c",[[0],"7b8f8208"])
