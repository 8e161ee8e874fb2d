kuaixun_shard("texts/ccf2/directory-51f32ace4a76",[[0],"e248140e"])
