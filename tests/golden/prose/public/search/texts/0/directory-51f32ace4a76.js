kuaixun_shard("texts/0/directory-51f32ace4a76",[[0],"e248140e"])
