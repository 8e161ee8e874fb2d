kuaixun_shard("new/0/directory-51f32ace4a76",["","3728f61f"])
