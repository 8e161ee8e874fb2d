kuaixun_shard("texts/ccf2/directory-988fbe0a",[[0],"51f32ace"])
